using System.Globalization;
using CryApi.Audio;

namespace CryApi.Pipeline.Tests;

/// <summary>Cries and other sounds as WAV files at 16 kHz: two of the samples, and recordings of different origins where the corpus is there.</summary>
internal static class Sounds
{
    private const double MinSeconds = 4;

    private static readonly Dictionary<string, string[]> s_origins = new()
    {
        ["cry"] = ["donateacry", "infants_cry_id", "viache_cries", "esc50", "giulbia"],
        ["not_cry"] = ["urbansound8k", "animal_sounds", "librispeech", "esc50", "viache_ambience"],
    };

    private static readonly Lazy<Task<(string, byte[])[]>> s_all = new(LoadAsync);

    /// <summary>The samples.</summary>
    public static IReadOnlyList<(string Name, byte[] Wav)> Samples { get; } =
        [.. new[] { "cry", "siren" }.Select(name => (name, File.ReadAllBytes(Path.Combine(Repository.Root, "samples", name + ".wav"))))];

    /// <summary>The samples and, where there is a corpus, one recording of each of five origins of cries and five of other sounds.</summary>
    public static Task<(string Name, byte[] Wav)[]> AllAsync() => s_all.Value;

    public static void SkipWithoutDecoder()
    {
        var status = AudioDecoders.Default.Ffmpeg;
        Assert.SkipUnless(status.Available, status.Problem ?? "There is no decoder.");
    }

    /// <summary>Decodes a file.</summary>
    /// <returns>Mono samples, and their rate in Hz.</returns>
    public static async Task<(float[] Samples, int Rate)> DecodeAsync(byte[] file)
    {
        await using var source = await AudioDecoders.Default.OpenAsync(file, new(), CancellationToken.None);
        var samples = new List<float>();
        var block = new float[4096];
        while (await source.ReadAsync(block, CancellationToken.None) is > 0 and var count)
            samples.AddRange(block.AsSpan(0, count));
        return ([.. samples], source.SampleRate);
    }

    /// <summary>A WAV file of silence and then another's sound.</summary>
    public static async Task<byte[]> DelayAsync(byte[] wav, double milliseconds)
    {
        var (samples, rate) = await DecodeAsync(wav);
        return WavWriter.ToFloat32([.. new float[(int)Math.Round(milliseconds * rate / 1000)], .. samples], rate);
    }

    private static async Task<(string, byte[])[]> LoadAsync()
    {
        var sounds = new List<(string, byte[])>(Samples);
        foreach (var (name, path) in Recordings())
        {
            var (samples, rate) = await DecodeAsync(await File.ReadAllBytesAsync(path));
            sounds.Add((name, WavWriter.ToPcm16(samples, rate)));
        }

        return [.. sounds];
    }

    private static (string Name, string Path)[] Recordings()
    {
        if (Repository.Shared("data") is not { } folder)
            return [];
        var rows = File.ReadLines(Path.Combine(folder, "manifest.csv")).Select(line => line.Split(',')).ToArray();
        int Column(string name) => Array.IndexOf(rows[0], name);
        var (path, seconds, origin, label) = (Column("path"), Column("seconds"), Column("origin"), Column("detect_label"));
        return
        [
            .. from wanted in s_origins
               from name in wanted.Value
               let clips = rows.Skip(1)
                   .Where(row => row[origin] == name && row[label] == wanted.Key)
                   .Where(row => double.Parse(row[seconds], CultureInfo.InvariantCulture) >= MinSeconds)
                   .ToArray()
               select ($"{wanted.Key}, {name}", Path.Combine(folder, clips[clips.Length / 2][path])),
        ];
    }
}
