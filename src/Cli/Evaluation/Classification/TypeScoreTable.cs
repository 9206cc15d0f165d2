using System.Globalization;
using CsvHelper;

namespace CryApi.Cli;

/// <summary>
/// Every judged clip of every repeat as a CSV row: probabilities (<c>p_TYPE</c>) and, where answers are calibrated, the posterior of the
/// uniform prior (<c>posterior_TYPE</c>), the evidence and the prediction set (types with a + between them).
/// </summary>
internal static class TypeScoreTable
{
    /// <summary>Writes the judgements.</summary>
    public static void Write(string path, IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels)
    {
        var isCalibrated = judgements.All(j => j.Calibrated is not null);
        using var csv = new CsvWriter(new StreamWriter(path), CultureInfo.InvariantCulture);
        WriteRow(csv,
        [
            "path", "origin", "group", "repeat", "fold", "truth", "answer", .. labels.Select(l => "p_" + l),
            .. isCalibrated ? (IEnumerable<string>)[.. labels.Select(l => "posterior_" + l), "evidence", "prediction_set"] : [],
        ]);
        foreach (var j in judgements)
        {
            WriteRow(csv,
            [
                j.Clip.Path, j.Clip.Origin, j.Clip.Group, $"{j.Repeat}", $"{j.Fold}", labels[j.Truth], labels[j.Answer],
                .. Numbers(j.Probabilities),
                .. isCalibrated ? Calibrated(j.Calibrated!, labels) : [],
            ]);
        }
    }

    private static IEnumerable<string> Calibrated(CalibratedJudgement judgement, IReadOnlyList<string> labels) =>
    [
        .. Numbers(judgement.Posterior),
        TypePosterior.Evidence[judgement.Evidence],
        string.Join('+', labels.Where((_, label) => judgement.Set[label])),
    ];

    private static IEnumerable<string> Numbers(double[] values) => values.Select(p => p.ToString("R", CultureInfo.InvariantCulture));

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
