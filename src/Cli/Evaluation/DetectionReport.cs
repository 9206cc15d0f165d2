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
        var interval = GroupBootstrap.Interval(groups, weights => Ranking.RocAuc(scores, positive, weights));
        Figure[] figures =
        [
            Figure.Of("roc_auc", Ranking.RocAuc(scores, positive), 0.5, interval),
            Figure.Of("pr_auc", Ranking.AveragePrecision(scores, positive), share),
            Figure.Of("accuracy", Confusion.Accuracy(matrix), Math.Max(share, 1 - share)),
            Figure.Of("balanced_accuracy", Confusion.Macro(matrix, Confusion.Recall), 0.5),
            Figure.Of("precision", Confusion.Precision(matrix, 1), share),
            Figure.Of("recall", Confusion.Recall(matrix, 1), 1),
            Figure.Of("f1", Confusion.F1(matrix, 1), 2 * share / (1 + share)),
            Figure.Of("specificity", Confusion.Recall(matrix, 0), 1),
            Figure.Of("recall_at_1_percent_false_positives", Ranking.RecallAtFalsePositiveRate(scores, positive, 0.01), 0.01),
            Figure.Of("recall_at_5_percent_false_positives", Ranking.RecallAtFalsePositiveRate(scores, positive, 0.05), 0.05),
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
