using System.Text.Json;

namespace CryApi.Features.Tests.Golden;

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

    /// <summary>Reads a clip and its reference values from the repository.</summary>
    public static (float[] Samples, JsonElement Expected) Own(string clip) =>
        (WavFile.Read(Path.Combine(GoldenClips.Own, clip + ".wav")), ClipOf(Path.Combine(GoldenClips.Own, "log_mel.json"), clip));

    /// <summary>Reads a clip and its reference values from the full set, or skips the test.</summary>
    public static (float[] Samples, JsonElement Expected) Shared(string clip) =>
        (WavFile.Read(SharedFile(clip + ".wav")), ClipOf(SharedFile("yamnet.json"), clip));

    /// <summary>Path of a file of the full set; skips the test where the set is absent.</summary>
    public static string SharedFile(string name)
    {
        string path = Path.Combine(GoldenClips.Shared, name);
        Assert.SkipUnless(File.Exists(path), GoldenClips.Missing);
        return path;
    }

    /// <summary>Reads a JSON file whole.</summary>
    public static JsonElement ReadJson(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    /// <summary>The numbers of a JSON array.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static JsonElement ClipOf(string path, string clip) => ReadJson(path).GetProperty("clips").GetProperty(clip);
}
