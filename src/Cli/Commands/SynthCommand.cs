using System.CommandLine;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Cli;

/// <summary><c>cryapi synth</c>: the sounds of <c>samples/</c>, and any others for a try.</summary>
internal static class SynthCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("names")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = $"Sounds to make: {string.Join(", ", SoundLibrary.Names)}. Default: all.",
        };
        names.AcceptOnlyFromAmong([.. SoundLibrary.Names]);
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder to write NAME.wav to.", DefaultValueFactory = _ => new DirectoryInfo("samples") };
        var seconds = new Option<double>("--seconds") { Description = "Length in seconds, up to 600.", DefaultValueFactory = _ => 7 }
            .MustBe(value => value is >= SoundLibrary.MinSeconds and <= 600, "0.1 to 600");
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same sound.", DefaultValueFactory = _ => 1 };
        var command = new Command("synth", "Makes synthetic sounds: a baby cry, and some that are none.") { names, output, seconds, seed, SynthScenesCommand.Create() };
        command.SetAction(arguments =>
        {
            var wanted = arguments.GetRequiredValue(names) is { Length: > 0 } given ? given : [.. SoundLibrary.Names];
            var folder = arguments.GetRequiredValue(output);
            folder.Create();
            foreach (var name in wanted)
            {
                var sound = SoundLibrary.Create(name, arguments.GetRequiredValue(seconds), arguments.GetRequiredValue(seed));
                using var stream = File.Create(Path.Combine(folder.FullName, name + ".wav"));
                WavWriter.WritePcm16(stream, sound.Samples, sound.SampleRate);
            }

            return 0;
        });
        return command;
    }
}
