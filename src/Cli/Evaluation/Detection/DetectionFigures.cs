namespace CryApi.Cli;

/// <summary>The figures of detection: how each is named and computed, and what a trivial rule would have.</summary>
internal static class DetectionFigures
{
    /// <summary>What the baselines are, in words.</summary>
    public const string Baseline =
        "for each figure the better of always and never saying cry; chance for ranking figures; always the share of cries for ece and brier";

    /// <summary>All figures, in the order of reports.</summary>
    public static IReadOnlyList<DetectionFigure> All { get; } =
    [
        new("roc_auc", "ROC-AUC", s => s.Curve.RocAuc(), _ => 0.5),
        new("pr_auc", "PR-AUC", s => s.Curve.AveragePrecision(), s => s.Share),
        new("best_f1", "best F1 (threshold chosen on these clips)", s => s.Curve.BestF1().F1, AlwaysF1),
        new("recall_at_1_percent_false_positives", "recall at 1 % false positives", s => RecallAtRate(s, 0.01), _ => 0.01),
        new("recall_at_5_percent_false_positives", "recall at 5 % false positives", s => RecallAtRate(s, 0.05), _ => 0.05),
        new("recall_at_10_false_alarms_per_hour", "recall at 10 false alarms per hour", s => RecallPerHour(s, 10), s => ChancePerHour(s, 10)),
        new("recall_at_60_false_alarms_per_hour", "recall at 60 false alarms per hour", s => RecallPerHour(s, 60), s => ChancePerHour(s, 60)),
        new("accuracy", "accuracy at the default threshold", s => s.Accuracy, s => Math.Max(s.Share, 1 - s.Share)),
        new("balanced_accuracy", "balanced accuracy at the default threshold", s => s.BalancedAccuracy, _ => 0.5),
        new("precision", "precision at the default threshold", s => s.Precision, s => s.Share),
        new("recall", "recall at the default threshold", s => s.Recall, _ => 1),
        new("f1", "F1 at the default threshold", s => s.F1, AlwaysF1),
        new("specificity", "specificity at the default threshold", s => s.Specificity, _ => 1),
        new("false_alarms_per_hour", "false alarms per hour at the default threshold", s => s.PerHour(s.FalseAlarms), _ => 0, "0.0"),
        new("ece", "expected calibration error (15 bins, by clips)", s => s.Calibration.ExpectedError(), _ => 0),
        new("brier", "Brier score", s => s.Calibration.Brier(), s => s.Share * (1 - s.Share)),
    ];

    private static double RecallAtRate(DetectionSample sample, double rate) => sample.Curve.RecallWithin(rate * sample.Negatives);

    private static double RecallPerHour(DetectionSample sample, double perHour) => sample.Curve.RecallWithin(perHour * sample.NegativeHours);

    /// <summary>A score that knows nothing finds the same share of the cries and of the others.</summary>
    private static double ChancePerHour(DetectionSample sample, double perHour) =>
        sample.Negatives == 0 ? 1 : Math.Min(1, perHour * sample.NegativeHours / sample.Negatives);

    private static double AlwaysF1(DetectionSample sample) => 2 * sample.Share / (1 + sample.Share);
}

/// <summary>One figure of detection.</summary>
/// <param name="Name">In reports.</param>
/// <param name="Title">In tables.</param>
/// <param name="Of">Its value.</param>
/// <param name="Baseline">The trivial rule's.</param>
/// <param name="Format">How its value is written.</param>
internal sealed record DetectionFigure(
    string Name, string Title, Func<DetectionSample, double> Of, Func<DetectionSample, double> Baseline, string Format = "0.000");
