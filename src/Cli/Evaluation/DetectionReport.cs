namespace CryApi.Cli;

/// <summary>Figures of detection. The trivial rule is, figure by figure, the better of always and never saying "cry".</summary>
internal static class DetectionReport
{
    public static IReadOnlyList<string> Labels { get; } = ["not_cry", "cry"];

    public static Report Of(IReadOnlyList<Judgement> judgements, string protocol)
    {
        var scores = judgements.Select(j => j.Probabilities[1]).ToArray();
        var positive = judgements.Select(j => j.Truth == 1).ToArray();
        var groups = judgements.Select(j => j.Clip.Group).ToArray();
        var share = positive.Count(p => p) / (double)positive.Length;
        var matrix = Confusion.Of(judgements, 2);
        var (low, high) = GroupBootstrap.Interval(groups, weights => Ranking.RocAuc(scores, positive, weights));
        Figure[] figures =
        [
            new("roc_auc", Ranking.RocAuc(scores, positive), 0.5, low, high),
            new("pr_auc", Ranking.AveragePrecision(scores, positive), share),
            new("accuracy", Confusion.Accuracy(matrix), Math.Max(share, 1 - share)),
            new("balanced_accuracy", Confusion.Macro(matrix, Confusion.Recall), 0.5),
            new("precision", Confusion.Precision(matrix, 1), share),
            new("recall", Confusion.Recall(matrix, 1), 1),
            new("f1", Confusion.F1(matrix, 1), 2 * share / (1 + share)),
            new("specificity", Confusion.Recall(matrix, 0), 1),
            new("recall_at_1_percent_false_positives", Ranking.RecallAtFalsePositiveRate(scores, positive, 0.01), 0.01),
            new("recall_at_5_percent_false_positives", Ranking.RecallAtFalsePositiveRate(scores, positive, 0.05), 0.05),
        ];
        return new Report(
            "detection",
            protocol,
            "for each figure the better of always and never saying cry; chance for ranking figures",
            judgements.Count,
            groups.Distinct().Count(),
            figures,
            Labels,
            matrix,
            Slices.Of(judgements, Labels, 1));
    }
}
