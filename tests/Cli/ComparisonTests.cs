namespace CryApi.Cli.Tests;

/// <summary>Differences of two systems on the same clips.</summary>
public class ComparisonTests
{
    private static readonly DetectionReport Ours = DetectionReport.Of("ours", "test", FortyClips.Judgements(), []);

    [Fact]
    public void A_system_does_not_differ_from_itself_whatever_the_order_of_its_clips()
    {
        var reversed = DetectionReport.Of("twin", "test", [.. FortyClips.Judgements().Reverse()], []);
        var comparison = ComparisonReport.Of([Ours, reversed], "ours").Comparisons.Single();
        Assert.Equal(("twin", "ours"), (comparison.System, comparison.Against));
        Assert.All(comparison.Differences, d =>
        {
            Assert.Equal(0, d.Value!.Value, 12);
            Assert.Equal(0, d.Low!.Value, 12);
            Assert.Equal(0, d.High!.Value, 12);
        });
    }

    [Fact]
    public void A_constant_lead_is_certain_where_unpaired_intervals_overlap()
    {
        // Brier of p = 0.1·truth + 0.9·p is 0.81 of p's in every resample.
        var better = DetectionReport.Of("better", "test", FortyClips.Judgements(i => (0.9 * FortyClips.Scores[i]) + (FortyClips.Labels[i] ? 0.1 : 0)), []);
        var brier = Ours.Figures.Single(f => f.Name == "brier");
        var difference = Comparison.Of(better, Ours).Differences.Single(d => d.Name == "brier");
        Assert.Equal(-0.19 * brier.Value!.Value, difference.Value!.Value, 12);
        Assert.Equal(-0.19 * brier.High!.Value, difference.Low!.Value, 12);
        Assert.Equal(-0.19 * brier.Low!.Value, difference.High!.Value, 12);
        Assert.True(better.Figures.Single(f => f.Name == "brier").High > brier.Low);
    }

    [Fact]
    public void Each_is_held_against_the_one_that_is_named()
    {
        var chance = DetectionReport.Of("chance", "test", FortyClips.Judgements(_ => 1), []);
        var report = ComparisonReport.Of([Ours, chance], "chance");
        Assert.Equal(("ours", "chance"), (report.Comparisons.Single().System, report.Comparisons.Single().Against));
        Assert.Equal(0.7794486215538847 - 0.5, report.Comparisons.Single().Differences.Single(d => d.Name == "roc_auc").Value!.Value, 12);
    }
}
