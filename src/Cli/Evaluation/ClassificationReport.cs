namespace CryApi.Cli;

/// <summary>Figures of classification. The trivial rule always gives the most frequent type; for ranking it is chance.</summary>
internal static class ClassificationReport
{
    public static Report Of(IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels, string protocol)
    {
        var counts = labels.Select((_, label) => judgements.Count(j => j.Truth == label)).ToArray();
        var present = counts.Count(c => c > 0);
        var majority = counts.Max() / (double)judgements.Count;
        var matrix = Confusion.Of(judgements, labels.Count);
        var groups = judgements.Select(j => j.Clip.Group).ToArray();
        var interval = GroupBootstrap.Interval(groups, weights => BalancedAccuracy(judgements, labels.Count, weights));
        List<Figure> figures =
        [
            Figure.Of("accuracy", Confusion.Accuracy(matrix), majority),
            Figure.Of("balanced_accuracy", Confusion.Macro(matrix, Confusion.Recall), 1.0 / present, interval),
            Figure.Of("macro_precision", Confusion.Macro(matrix, Confusion.Precision), majority / present),
            Figure.Of("macro_recall", Confusion.Macro(matrix, Confusion.Recall), 1.0 / present),
            Figure.Of("macro_f1", Confusion.Macro(matrix, Confusion.F1), 2 * majority / (1 + majority) / present),
            Figure.Of("macro_roc_auc", OneAgainstRest(judgements, counts, curve => curve.RocAuc()), 0.5),
            Figure.Of("macro_pr_auc", OneAgainstRest(judgements, counts, curve => curve.AveragePrecision()), 1.0 / present),
            Figure.Of("log_loss", judgements.Average(j => -Math.Log(Math.Max(j.Probabilities[j.Truth], 1e-6))), Entropy(counts)),
        ];
        var most = Array.IndexOf(counts, counts.Max());
        for (var label = 0; label < labels.Count; label++)
        {
            if (counts[label] > 0)
                figures.Add(Figure.Of($"recall_{labels[label]}", Confusion.Recall(matrix, label), label == most ? 1 : 0));
        }

        return new Report(
            "classification",
            protocol,
            $"always {labels[most]}; chance for ranking figures, the classes' shares for log_loss",
            judgements.Count,
            groups.Distinct().Count(),
            figures,
            labels,
            matrix,
            Slices.Of(judgements, labels, null));
    }

    private static double OneAgainstRest(IReadOnlyList<Judgement> judgements, int[] counts, Func<OperatingCurve, double> figure) =>
        Enumerable.Range(0, counts.Length)
            .Where(label => counts[label] > 0 && counts[label] < judgements.Count)
            .Select(label => figure(new OperatingCurve([.. judgements.Select(j => j.Probabilities[label])], [.. judgements.Select(j => j.Truth == label)])))
            .DefaultIfEmpty(double.NaN)
            .Average();

    private static double BalancedAccuracy(IReadOnlyList<Judgement> judgements, int labels, int[] weights)
    {
        var right = new double[labels];
        var all = new double[labels];
        for (var i = 0; i < weights.Length; i++)
        {
            all[judgements[i].Truth] += weights[i];
            if (judgements[i].Answer == judgements[i].Truth)
                right[judgements[i].Truth] += weights[i];
        }

        return Enumerable.Range(0, labels).Where(l => all[l] > 0).Average(l => right[l] / all[l]);
    }

    private static double Entropy(int[] counts)
    {
        double all = counts.Sum();
        return counts.Where(c => c > 0).Sum(c => -c / all * Math.Log(c / all));
    }
}
