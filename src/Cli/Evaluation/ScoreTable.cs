using System.Globalization;
using CsvHelper;

namespace CryApi.Cli;

/// <summary>Every judged clip as a CSV row, for figures that are not in the report.</summary>
internal static class ScoreTable
{
    public static void Write(string path, IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels)
    {
        using var csv = new CsvWriter(new StreamWriter(path), CultureInfo.InvariantCulture);
        string[] head = ["path", "origin", "group", "fold", "truth", "answer", .. labels.Select(l => "p_" + l)];
        foreach (var name in head)
            csv.WriteField(name);
        csv.NextRecord();
        foreach (var j in judgements)
        {
            string[] row = [j.Clip.Path, j.Clip.Origin, j.Clip.Group, $"{j.Fold}", labels[j.Truth], labels[j.Answer]];
            foreach (var value in row)
                csv.WriteField(value);
            foreach (var p in j.Probabilities)
                csv.WriteField(p.ToString("R", CultureInfo.InvariantCulture));
            csv.NextRecord();
        }
    }
}
