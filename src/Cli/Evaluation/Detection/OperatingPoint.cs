namespace CryApi.Cli;

/// <summary>What one threshold gives.</summary>
/// <param name="Rule">How it was chosen: <c>default</c>, <c>best_f1</c> or <c>recall_99_percent</c>, …; all but the first on the same clips.</param>
/// <param name="Threshold">The threshold; null where each fold has its own, or where no clip could choose it.</param>
/// <param name="Recall">Share of the cries called cry.</param>
/// <param name="Precision">Share of the clips called cry that are.</param>
/// <param name="FalseAlarmsPerHour">Other clips called cry, per hour of them.</param>
internal sealed record OperatingPoint(string Rule, double? Threshold, Figure Recall, Figure Precision, Figure FalseAlarmsPerHour)
{
    /// <summary>Recalls that thresholds are chosen for, in percent.</summary>
    private static readonly int[] Recalls = [99, 95, 90];

    private const int FiguresPerPoint = 3;

    /// <summary>The default threshold and those that clips choose. The intervals hold for a threshold that stays as it was chosen.</summary>
    public static IReadOnlyList<OperatingPoint> Of(IReadOnlyList<Judgement> judgements)
    {
        var sample = new DetectionSample(judgements);
        double?[] defaults = [.. judgements.Select(j => j.Threshold).Distinct()];
        (string Rule, double? Threshold)[] rules =
        [
            ("default", defaults.Length == 1 ? defaults[0] : null),
            ("best_f1", sample.Curve.BestF1().Threshold),
            .. Recalls.Select(percent => ($"recall_{percent}_percent", (double?)sample.Curve.ThresholdFor(percent / 100.0))),
        ];
        var values = new double[rules.Length * FiguresPerPoint];
        Measure(sample, [], rules, values);
        var samples = GroupBootstrap.Samples(
            [.. judgements.Select(j => j.Clip.Group)], values.Length, (weights, found) => Measure(sample, weights, rules, found));
        Figure FigureOf(string name, int i) => Figure.Of(name, values[i], null, GroupBootstrap.Interval(samples[i]));
        return
        [
            .. rules.Select((rule, r) => new OperatingPoint(
                rule.Rule,
                rule.Threshold is { } threshold && double.IsFinite(threshold) ? threshold : null,
                FigureOf("recall", FiguresPerPoint * r),
                FigureOf("precision", (FiguresPerPoint * r) + 1),
                FigureOf("false_alarms_per_hour", (FiguresPerPoint * r) + 2))),
        ];
    }

    private static void Measure(DetectionSample sample, ReadOnlySpan<int> weights, (string Rule, double? Threshold)[] rules, Span<double> values)
    {
        sample.Weigh(weights);
        for (var r = 0; r < rules.Length; r++)
        {
            var (hits, falseAlarms) = r == 0 ? (sample.Hits, sample.FalseAlarms) : sample.Curve.At(rules[r].Threshold!.Value);
            values[FiguresPerPoint * r] = hits / sample.Positives;
            values[(FiguresPerPoint * r) + 1] = hits / (hits + falseAlarms);
            values[(FiguresPerPoint * r) + 2] = sample.PerHour(falseAlarms);
        }
    }
}
