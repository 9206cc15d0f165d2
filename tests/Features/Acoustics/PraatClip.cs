using System.Globalization;
using System.Text.Json;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>What Praat measures in a clip; null where it finds nothing.</summary>
/// <param name="Path">The clip.</param>
/// <param name="F0MedianHz">Median fundamental frequency.</param>
/// <param name="VoicedFraction">Share of the frames.</param>
/// <param name="HnrMeanDb">Mean harmonicity.</param>
/// <param name="Bursts">Sounds above a threshold by our rule: whether we carry the rule out as Praat does, not whether it is a good one.</param>
/// <param name="BurstSeconds">Their length.</param>
/// <param name="BurstsAt20Db">Sounds above a threshold 20 dB below the maximum, which owes nothing to us.</param>
internal sealed record PraatClip(
    string Path, double? F0MedianHz, double VoicedFraction, double? HnrMeanDb, int Bursts, double BurstSeconds, int BurstsAt20Db)
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
        return new PraatClip(path, values[0], values[1]!.Value, values[2], (int)values[3]!.Value, values[4]!.Value, (int)values[5]!.Value);
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
            clip.GetProperty("burst_seconds").GetDouble(),
            clip.GetProperty("bursts_20_db").GetInt32()))];
    }

    private static double? Optional(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
