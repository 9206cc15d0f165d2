using System.Globalization;
using System.Text.Json;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>What Praat measures in a clip; null where it finds nothing.</summary>
internal sealed record PraatClip(string Path, double? F0MedianHz, double VoicedFraction, double? HnrMeanDb, int Bursts, double BurstSeconds)
{
    /// <summary>Where the reference and the script that made it lie.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "tests", "Features", "Acoustics");

    /// <summary>The stored values of the clips that are in the repository.</summary>
    public static IReadOnlyList<PraatClip> Own { get; } = Read("own");

    /// <summary>The stored values of the recorded cries, paths relative to the folder of recordings.</summary>
    public static IReadOnlyList<PraatClip> Recorded { get; } = Read("recorded");

    /// <summary>The origin of a recorded cry: the first folder.</summary>
    public string Origin => Path.Split('/')[0];

    /// <summary>Reads the one line that the script prints.</summary>
    public static PraatClip Parse(string path, string line)
    {
        double?[] values = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        return new PraatClip(path, values[0], values[1]!.Value, values[2], (int)values[3]!.Value, values[4]!.Value);
    }

    private static double? Number(string word) =>
        word.Contains("undefined", StringComparison.Ordinal) ? null : double.Parse(word, CultureInfo.InvariantCulture);

    private static PraatClip[] Read(string list)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(Folder, "praat_reference.json")));
        return [.. json.RootElement.GetProperty(list).EnumerateArray().Select(clip => new PraatClip(
            clip.GetProperty("path").GetString()!,
            Optional(clip.GetProperty("f0_median_hz")),
            clip.GetProperty("voiced_fraction").GetDouble(),
            Optional(clip.GetProperty("hnr_mean_db")),
            clip.GetProperty("bursts").GetInt32(),
            clip.GetProperty("burst_seconds").GetDouble()))];
    }

    private static double? Optional(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
