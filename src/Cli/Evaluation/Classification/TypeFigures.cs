namespace CryApi.Cli;

/// <summary>The figures of classification: how each is named and computed, and what the trivial rules have.</summary>
internal static class TypeFigures
{
    /// <summary>All figures, in the order of reports.</summary>
    public static IReadOnlyList<Figure> Of(TypeTable table)
    {
        var repeats = Samples(table);
        var rules = new TrivialRules(table.Truth, table.Labels.Count);
        return RepeatedFigures.Of<TypeSample>(
            table.Groups,
            repeats,
            [
                new("accuracy", s => s.Accuracy, rules.Majority, rules.DrawnAccuracy),
                new("balanced_accuracy", s => s.Macro(Confusion.Recall), rules.Even, rules.Even),
                new("macro_precision", s => s.Macro(Confusion.Precision), rules.Majority * rules.Even, rules.DrawnPrecision),
                new("macro_recall", s => s.Macro(Confusion.Recall), rules.Even, rules.Even),
                new("macro_f1", s => s.Macro(Confusion.F1), rules.MajorityF1, rules.DrawnF1),
                new("macro_roc_auc", s => s.MacroRocAuc(), 0.5, 0.5),
                new("macro_pr_auc", s => s.MacroAveragePrecision(), rules.Even, rules.Even),
                new("log_loss", s => s.LogLoss, rules.Entropy, rules.Entropy),
                new("ece", s => s.CalibrationError, 0, 0),
                .. repeats[0].Present.Select(label => new RepeatedFigure<TypeSample>(
                    $"recall_{table.Labels[label]}", s => s.Recall(label), label == rules.Most ? 1 : 0, rules.Shares[label])),
                .. repeats[0].Present.Select(label => new RepeatedFigure<TypeSample>(
                    $"roc_auc_{table.Labels[label]}", s => s.RocAuc(label), 0.5, 0.5)),
            ]);
    }

    /// <summary>What the baselines are, in words.</summary>
    public static string Baseline(TypeTable table) =>
        $"always {table.Labels[new TrivialRules(table.Truth, table.Labels.Count).Most]}; chance for ranking figures, the classes' shares for log_loss and ece";

    /// <summary>What <see cref="Figure.Chance"/> is, in words.</summary>
    public const string Chance =
        "types drawn by their share (expected; macro_precision and macro_f1 the mean of 1000 draws); the classes' shares for log_loss and ece";

    /// <summary>The table's repeats as samples.</summary>
    public static IReadOnlyList<TypeSample> Samples(TypeTable table) =>
        [.. table.Repeats.Select(r => new TypeSample(table.Truth, [.. r.Select(j => j.Answer)], [.. r.Select(j => j.Probabilities)]))];
}
