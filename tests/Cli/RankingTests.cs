namespace CryApi.Cli.Tests;

/// <summary>Held against scikit-learn 1.2.1 on the same numbers, ties included.</summary>
public class RankingTests
{
    private static readonly double[] Scores =
    [
        0.25, 0.73, 0.22, 0.24, 0.67, 0.69, 0.6, 0.83, 0.02, 0.53, 0.28, 0.07, 0.75, 0.7, 0.16, 0.47, 0.47, 0.81, 0.54, 0.16,
        0.62, 0.49, 0.76, 0.87, 0.32, 0.57, 0.91, 0.33, 0.64, 0.55, 0.61, 0.36, 0.77, 0.22, 0.65, 0.46, 0.67, 0.55, 0.71, 0.15,
    ];

    private static readonly bool[] Labels =
    [
        .. new[]
        {
            1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0,
        }.Select(x => x == 1),
    ];

    private static readonly int[] Weights =
    [
        3, 0, 0, 2, 0, 3, 1, 2, 3, 3, 1, 0, 1, 3, 2, 0, 3, 3, 3, 2, 3, 2, 2, 3, 2, 3, 1, 3, 3, 0, 2, 1, 0, 0, 1, 0, 2, 0, 2, 3,
    ];

    [Fact]
    public void Roc_auc() => Assert.Equal(0.7794486215538847, Ranking.RocAuc(Scores, Labels), 12);

    [Fact]
    public void Roc_auc_with_weights() => Assert.Equal(0.7708333333333333, Ranking.RocAuc(Scores, Labels, Weights), 12);

    [Fact]
    public void Average_precision() => Assert.Equal(0.7954978148243066, Ranking.AveragePrecision(Scores, Labels), 12);

    [Theory]
    [InlineData(0.05, 0.42105263157894735)]
    [InlineData(0.2, 0.5263157894736842)]
    public void Recall_at_a_false_positive_rate(double rate, double recall) =>
        Assert.Equal(recall, Ranking.RecallAtFalsePositiveRate(Scores, Labels, rate), 12);

    [Fact]
    public void A_constant_score_ranks_by_chance() => Assert.Equal(0.5, Ranking.RocAuc(new double[Labels.Length], Labels), 12);

    [Fact]
    public void One_class_alone_has_no_ranking() => Assert.False(double.IsFinite(Ranking.RocAuc(Scores, new bool[Scores.Length])));
}
