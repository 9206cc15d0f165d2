using System.Buffers.Binary;
using System.Text.Json;

namespace CryApi.Features.Tests;

/// <summary>Reference clips and log-mel values: two generated clips kept with the tests, and the full set where it is at hand.</summary>
internal static class LogMelGolden
{
    /// <summary>Clips whose sound and values are in the repository.</summary>
    public static readonly string[] OwnClips = ["synth_tone", "synth_chirp"];

    /// <summary>Clips of the full set, in the folder "shared/golden" beside the repository.</summary>
    public static readonly string[] SharedClips =
    [
        "belly_pain_a", "burping_a", "discomfort_a", "hungry_a", "hungry_b", "tired_a",
        "cry_esc_a", "cry_esc_b", "notcry_dog", "notcry_thunder", "synth_tone", "synth_chirp",
    ];

    private static readonly string OwnFolder = Path.Combine(Root(), "tests/Features/Golden");

    private static readonly string SharedFolder = Path.Combine(Root(), "../shared/golden");

    /// <summary>Reads a clip and its reference values from the repository.</summary>
    public static (float[] Samples, JsonElement Expected) Own(string clip) =>
        (ReadWav(Path.Combine(OwnFolder, clip + ".wav")), ClipOf(Path.Combine(OwnFolder, "log_mel.json"), clip));

    /// <summary>Reads a clip and its reference values from the full set, or skips the test.</summary>
    public static (float[] Samples, JsonElement Expected) Shared(string clip) =>
        (ReadWav(SharedFile(clip + ".wav")), ClipOf(SharedFile("yamnet.json"), clip));

    /// <summary>Path of a file of the full set; skips the test where the set is absent.</summary>
    public static string SharedFile(string name)
    {
        string path = Path.Combine(SharedFolder, name);
        Assert.SkipUnless(File.Exists(path), "The full golden set is not at hand.");
        return path;
    }

    /// <summary>Reads a JSON file whole.</summary>
    public static JsonElement ReadJson(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    /// <summary>The numbers of a JSON array.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static JsonElement ClipOf(string path, string clip) => ReadJson(path).GetProperty("clips").GetProperty(clip);

    // 16-bit mono PCM with chunks in any order, which is all the set has.
    private static float[] ReadWav(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        int at = 12;
        while (!bytes.Slice(at, 4).SequenceEqual("data"u8))
            at += 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
        ReadOnlySpan<byte> data = bytes.Slice(at + 8, BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]));
        float[] samples = new float[data.Length / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        return samples;
    }

    // The tests run from a folder below the repository root, which is where the solution is.
    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CryApi.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests must run below the repository root.");
    }
}
