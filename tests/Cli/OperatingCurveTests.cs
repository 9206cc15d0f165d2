namespace CryApi.Cli.Tests;

/// <summary>Held against scikit-learn 1.2.1 on the same numbers, ties included; weights are its <c>sample_weight</c>.</summary>
public class OperatingCurveTests
{
    [Theory]
    [InlineData(false, 0.7794486215538847)]
    [InlineData(true, 0.7708333333333333)]
    public void Roc_auc(bool weighted, double expected) => Assert.Equal(expected, Curve(weighted).RocAuc(), 12);

    [Theory]
    [InlineData(false, 0.7954978148243066)]
    [InlineData(true, 0.8111726069751957)]
    public void Average_precision(bool weighted, double expected) => Assert.Equal(expected, Curve(weighted).AveragePrecision(), 12);

    [Theory]
    [InlineData(false, 0.75, 0.33)]
    [InlineData(true, 0.7272727272727273, 0.25)]
    public void Best_f1(bool weighted, double f1, double threshold)
    {
        var best = Curve(weighted).BestF1();
        Assert.Equal(f1, best.F1, 12);
        Assert.Equal(threshold, best.Threshold);
    }

    [Theory]
    [InlineData(false, 0.05, 0.42105263157894735)]
    [InlineData(false, 0.2, 0.5263157894736842)]
    [InlineData(false, 0.3, 0.631578947368421)]
    [InlineData(true, 0.05, 0.4375)]
    [InlineData(true, 0.2, 0.59375)]
    [InlineData(true, 0.3, 0.6875)]
    public void Recall_at_a_false_positive_rate(bool weighted, double rate, double recall)
    {
        var curve = Curve(weighted);
        Assert.Equal(recall, curve.RecallWithin(rate * curve.Negatives), 12);
    }

    [Theory]
    [InlineData(false, 0.99, 0.25, 19, 13)]
    [InlineData(false, 0.9, 0.33, 18, 11)]
    [InlineData(true, 0.95, 0.25, 32, 24)]
    [InlineData(true, 0.9, 0.33, 29, 21)]
    public void The_threshold_for_a_recall(bool weighted, double recall, double threshold, double hits, double falseAlarms)
    {
        var curve = Curve(weighted);
        Assert.Equal(threshold, curve.ThresholdFor(recall));
        Assert.Equal((hits, falseAlarms), curve.At(threshold));
    }

    [Fact]
    public void Thresholds_between_above_and_below_the_scores()
    {
        var curve = Curve(false);
        Assert.Equal((0, 0), curve.At(0.92));
        Assert.Equal((19, 21), curve.At(0));
        Assert.Equal(curve.At(0.33), curve.At(0.325));
    }

    [Fact]
    public void Counting_once_each_again_gives_the_first_figures()
    {
        var curve = Curve(true);
        curve.Weigh([]);
        Assert.Equal(0.7794486215538847, curve.RocAuc(), 12);
    }

    [Fact]
    public void A_constant_score_ranks_by_chance_and_finds_nothing_without_calling_all()
    {
        var curve = new OperatingCurve(new double[40], FortyClips.Labels);
        Assert.Equal(0.5, curve.RocAuc(), 12);
        Assert.Equal(0, curve.RecallWithin(20));
        Assert.Equal(1, curve.RecallWithin(21));
    }

    [Fact]
    public void One_class_alone_has_no_ranking()
    {
        foreach (var all in (bool[])[false, true])
        {
            var curve = new OperatingCurve(FortyClips.Scores, [.. Enumerable.Repeat(all, 40)]);
            Assert.False(double.IsFinite(curve.RocAuc()));
            Assert.False(double.IsFinite(curve.RecallWithin(1)));
        }
    }

    private static OperatingCurve Curve(bool weighted)
    {
        var curve = new OperatingCurve(FortyClips.Scores, FortyClips.Labels);
        if (weighted)
            curve.Weigh(FortyClips.Weights);
        return curve;
    }
}
