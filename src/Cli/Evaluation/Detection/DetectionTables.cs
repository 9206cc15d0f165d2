using System.Globalization;

namespace CryApi.Cli;

/// <summary>Reports of detection for people: one column per system.</summary>
internal static class DetectionTables
{
    private const string Share = "0.000";
    private const string PerHour = "0.0";

    /// <summary>Figures whose differences are shown; the report has all.</summary>
    private static readonly string[] Compared =
    [
        "roc_auc", "pr_auc", "recall_at_1_percent_false_positives", "recall_at_5_percent_false_positives",
        "recall_at_10_false_alarms_per_hour", "recall_at_60_false_alarms_per_hour",
    ];

    /// <summary>All tables.</summary>
    public static IEnumerable<TextTable> Of(ComparisonReport report)
    {
        yield return Figures(report.Systems);
        if (report.Comparisons.Count > 0)
            yield return Differences(report);
        yield return Answers(report.Systems);
        yield return OperatingPoints(report.Systems);
        yield return Reliability(report.Systems);
        for (var i = 0; i < report.Systems[0].SliceTables.Count; i++)
        {
            yield return CalledCry(report.Systems, i);
            yield return SliceRanking(report.Systems, i);
        }
    }

    /// <summary>One row per figure.</summary>
    public static TextTable Figures(IReadOnlyList<DetectionReport> systems)
    {
        var rows = DetectionFigures.All.Select((figure, i) => (string[])
        [
            figure.Title,
            .. systems.Select(s => Text(s.Figures[i], figure.Format)),
            Text(systems[0].Figures[i].Baseline, figure.Format),
        ]);
        string[] cost = ["milliseconds per second of audio", .. systems.Select(s => Text(s.Cost?.MillisecondsPerSecond, "0.00")), ""];
        return new(
            string.Create(CultureInfo.InvariantCulture, $"Figures of {systems[0].Clips:N0} clips in {systems[0].Groups:N0} groups, with 95 % intervals by group"),
            ["figure", .. Names(systems), "trivial rule"],
            systems.Any(s => s.Cost is not null) ? [.. rows, cost] : [.. rows]);
    }

    private static TextTable Differences(ComparisonReport report) => new(
        $"Differences to {report.Against}, paired, with 95 % intervals by group",
        ["figure", .. report.Comparisons.Select(c => c.System)],
        [
            .. DetectionFigures.All.Index().Where(f => Compared.Contains(f.Item.Name)).Select(f => (string[])
            [
                f.Item.Title,
                .. report.Comparisons.Select(c => Text(c.Differences[f.Index], "+0.000;-0.000;0.000")),
            ]),
        ]);

    private static TextTable Answers(IReadOnlyList<DetectionReport> systems)
    {
        var labels = DetectionReport.LabelNames;
        return new(
            "Answers at the default threshold, in clips",
            ["truth", "answer", .. Names(systems)],
            [
                .. from truth in Enumerable.Range(0, labels.Count)
                   from answer in Enumerable.Range(0, labels.Count)
                   select (string[])[labels[truth], labels[answer], .. systems.Select(s => Text(s.Confusion[truth][answer], "N0"))],
            ]);
    }

    private static TextTable OperatingPoints(IReadOnlyList<DetectionReport> systems) => new(
        "Thresholds (all but the default chosen on these clips), with 95 % intervals by group",
        ["system", "rule", "threshold", "recall", "precision", "false alarms per hour"],
        [
            .. from system in systems
               from point in system.OperatingPoints
               select (string[])
               [
                   system.System,
                   point.Rule,
                   point is { Rule: "default", Threshold: null } ? "each fold's own" : Text(point.Threshold, "0.0000"),
                   Text(point.Recall, Share),
                   Text(point.Precision, Share),
                   Text(point.FalseAlarmsPerHour, PerHour),
               ],
        ]);

    private static TextTable Reliability(IReadOnlyList<DetectionReport> systems) => new(
        "Reliability: clips by probability, and what share of them are cries",
        ["system", "probability", "clips", "mean probability", "share of cries"],
        [
            .. from system in systems
               from bin in system.Reliability
               select (string[])
               [
                   system.System,
                   $"{Text(bin.From, Share)} to {Text(bin.To, Share)}",
                   Text(bin.Clips, "N0"),
                   Text(bin.MeanProbability, Share),
                   Text(bin.ShareOfCries, Share),
               ],
        ]);

    private static TextTable CalledCry(IReadOnlyList<DetectionReport> systems, int table) => BySlice(
        systems,
        table,
        "Called cry at the default threshold (95 %; mean probability)",
        [],
        _ => [],
        s => $"{Text(s.CalledCry, Share)}; {Text(s.MeanProbability, Share)}");

    private static TextTable SliceRanking(IReadOnlyList<DetectionReport> systems, int table) => BySlice(
        systems, table, "ROC-AUC of these clips against those of the other label", ["against"], s => [s.RocAucAgainst], s => Text(s.RocAuc, Share));

    private static TextTable BySlice(
        IReadOnlyList<DetectionReport> systems,
        int table,
        string title,
        string[] heads,
        Func<ValueSlice, string[]> shared,
        Func<ValueSlice, string> cell)
    {
        var column = systems[0].SliceTables[table].Column;
        return new(
            $"{title}, by {column}",
            [column, "label", "clips", "groups", .. heads, .. Names(systems)],
            [
                .. systems[0].SliceTables[table].Slices.Select((slice, i) => (string[])
                [
                    slice.Value,
                    slice.Label,
                    Text(slice.Clips, "N0"),
                    Text(slice.Groups, "N0"),
                    .. shared(slice),
                    .. systems.Select(s => cell(s.SliceTables[table].Slices[i])),
                ]),
            ]);
    }

    private static IEnumerable<string> Names(IReadOnlyList<DetectionReport> systems) => systems.Select(s => s.System);

    private static string Text(Figure figure, string format) => figure is { Low: { } low, High: { } high }
        ? $"{Text(figure.Value, format)} ({Text(low, format)} to {Text(high, format)})"
        : Text(figure.Value, format);

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
