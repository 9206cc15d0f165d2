using System.Globalization;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>A report of classification for people.</summary>
internal static class ClassificationTables
{
    /// <summary>Prints all tables.</summary>
    public static void Print(ClassificationReport report)
    {
        ReportTable.Print(report);
        AnsiConsole.MarkupLineInterpolated($"drawn by share: {report.Chance}");
        AnsiConsole.MarkupLineInterpolated($"intervals: {report.Intervals}");
        AnsiConsole.MarkupLineInterpolated($"permutations: {report.Permutation.Method}");
        foreach (var (type, clips) in report.LeftOut)
            AnsiConsole.MarkupLineInterpolated($"left out: {clips} clips of the type {type}, not asked for or unknown to their bundle");
        foreach (var table in Of("all clips", report.Permutation, report.Calibrated))
            table.Print();
        foreach (var origin in report.Origins)
        {
            FigureTable.Print(
                origin.Origin, origin.Clips, origin.Groups, $"judged by fold {string.Join(", ", origin.Folds)}", origin.Baseline, origin.Figures);
            foreach (var table in Of(origin.Origin, origin.Permutation, origin.Calibrated))
                table.Print();
        }
    }

    private static IEnumerable<TextTable> Of(string clips, PermutationTest permutation, CalibratedReport? calibrated)
    {
        yield return Permutation(clips, permutation);
        if (calibrated is null)
            yield break;
        foreach (var prior in calibrated.Priors)
        {
            yield return Figures($"Posterior of {clips}, {Words(prior.Prior)}", prior.Figures, "prior alone");
            yield return Evidence(clips, prior);
        }

        yield return Figures($"Prediction sets of {clips}", calibrated.Sets.Figures, "promised");
    }

    private static TextTable Permutation(string clips, PermutationTest test) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Against {test.Permutations} permutations of the labels between groups of the same size, of {clips} ({test.Movable} of {test.Clips} can move, {test.Changeable} can change)"),
        ["figure", "value", "p", "mean of permutations", "95 % are no better than"],
        [.. test.Figures.Select(f => (string[])[f.Name, Number(f.Value), Number(f.PValue), Number(f.NullMean), Number(f.Null95)])]);

    private static TextTable Figures(string title, IReadOnlyList<Figure> figures, string baseline) => new(
        title,
        ["figure", "value (95 % by group)", "deviation", baseline],
        [.. figures.Select(f => (string[])[f.Name, Text(f), Number(f.Deviation), Number(f.Baseline)])]);

    private static TextTable Evidence(string clips, PriorReport prior) => new(
        $"Evidence in {clips}, {Words(prior.Prior)}",
        ["evidence", "share of answers", "best type right", "by the prior alone", "gain", "mean probability"],
        [
            .. prior.Evidence.Select(e => (string[])
                [e.Evidence, Text(e.Share), Text(e.Right), Number(e.Right.Baseline), Text(e.Gain), Text(e.Probability)]),
        ]);

    private static string Words(string prior) => prior == "uniform" ? "every type as likely" : "types as frequent as here";

    private static string Text(Figure figure) => figure is { Low: { } low, High: { } high }
        ? $"{Number(figure.Value)} ({Number(low)} to {Number(high)})"
        : Number(figure.Value);

    private static string Number(double? value) => FigureTable.Number(value);
}
