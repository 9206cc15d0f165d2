using System.CommandLine;
using System.Globalization;
using CryApi.Audio;
using CryApi.Features;
using CsvHelper;

namespace CryApi.Cli;

/// <summary><c>cryapi synth scenes -o DIR</c>: a dataset of scenes with cries at known times, for <c>evaluate --stage events</c>.</summary>
internal static class SynthScenesCommand
{
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output", "-o") { Required = true, Description = "Folder for the scenes, manifest.csv and events.csv." };
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 100 }.MustBe(n => n is >= 1 and <= 10_000, "1 to 10000");
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same scenes.", DefaultValueFactory = _ => 1 };
        var command = new Command("scenes", "Makes scenes of 30 to 60 s with 0 to 4 cries each, and tells when they are.") { output, count, seed };
        command.SetAction(arguments =>
        {
            var folder = arguments.GetRequiredValue(output);
            folder.Create();
            using var manifest = Table(folder, "manifest.csv");
            using var events = Table(folder, "events.csv");
            Row(manifest, "path", "seconds", "origin", "group", "detect_label", "snr_db");
            Row(events, "path", "start_seconds", "end_seconds");
            for (var i = 0; i < arguments.GetRequiredValue(count); i++)
            {
                // Seeds of runs side by side must not give each other's scenes.
                var (sound, background, snr) = RandomScene.Create((arguments.GetRequiredValue(seed) << 32) + (ulong)i);
                var name = string.Create(CultureInfo.InvariantCulture, $"scene-{i:0000}");
                using (var stream = File.Create(Path.Combine(folder.FullName, name + ".wav")))
                    WavWriter.WritePcm16(stream, sound.Samples, sound.SampleRate);
                Row(manifest, name + ".wav", sound.Seconds, background, name, sound.Events.Count > 0 ? "cry" : "not_cry", snr);
                foreach (var (start, end) in sound.Events)
                    Row(events, name + ".wav", start, end);
            }

            return 0;
        });
        return command;
    }

    private static CsvWriter Table(DirectoryInfo folder, string name) =>
        new(new StreamWriter(Path.Combine(folder.FullName, name)), CultureInfo.InvariantCulture);

    private static void Row(CsvWriter table, params object[] fields)
    {
        foreach (var field in fields)
            table.WriteField(field is double number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : (string)field);
        table.NextRecord();
    }
}
