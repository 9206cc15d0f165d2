using System.Globalization;
using CsvHelper;

namespace CryApi.Cli;

/// <summary>Every judged clip as a CSV row, for figures that are not in the report.</summary>
internal static class ScoreTable
{
    /// <summary>Writes the judgements of one or more systems; where there are several, the first column names them.</summary>
    public static void Write(string path, IReadOnlyList<(string System, IReadOnlyList<Judgement> Judgements)> systems, IReadOnlyList<string> labels)
    {
        var isNamed = systems.Count > 1;
        using var csv = new CsvWriter(new StreamWriter(path), CultureInfo.InvariantCulture);
        string[] head = [.. isNamed ? ["system"] : (string[])[], "path", "origin", "group", "fold", "truth", "answer", .. labels.Select(l => "p_" + l)];
        WriteRow(csv, head);
        foreach (var (system, judgements) in systems)
        {
            foreach (var j in judgements)
            {
                WriteRow(csv,
                [
                    .. isNamed ? [system] : (string[])[],
                    j.Clip.Path, j.Clip.Origin, j.Clip.Group, $"{j.Fold}", labels[j.Truth], labels[j.Answer],
                    .. j.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)),
                ]);
            }
        }
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
