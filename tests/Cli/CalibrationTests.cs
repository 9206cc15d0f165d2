namespace CryApi.Cli.Tests;

/// <summary>Held against scikit-learn 1.2.1 (<c>brier_score_loss</c>, <c>calibration_curve</c>) and sums by hand.</summary>
public class CalibrationTests
{
    [Theory]
    [InlineData(false, 0.19308999999999998)]
    [InlineData(true, 0.20358823529411765)]
    public void Brier(bool weighted, double expected) => Assert.Equal(expected, Forty(weighted).Brier(), 12);

    [Theory]
    [InlineData(false, 0.1755)]
    [InlineData(true, 0.21176470588235294)]
    public void Expected_error(bool weighted, double expected) => Assert.Equal(expected, Forty(weighted).ExpectedError(), 12);

    [Fact]
    public void Expected_error_by_hand()
    {
        // Bins of 1/15: 0.01 and 0.05 share the first (mean 0.03, no positive); 0.7 is alone, positive; 0.95 and 1 share the last (mean 0.975, half).
        var calibration = new Calibration([0.01, 0.05, 0.7, 0.95, 1], [false, false, true, true, false]);
        Assert.Equal(((2 * 0.03) + (1 * 0.3) + (2 * 0.475)) / 5, calibration.ExpectedError(), 12);
        Assert.Equal([2, 1, 2], calibration.Reliability().Select(b => b.Clips));
    }

    [Fact]
    public void Reliability()
    {
        double[] share = [0, 0, 0, 0.25, 1 / 3.0, 1, 1, 0.25, 0.6, 0.25, 0.5, 1, 1, 1];
        double[] mean = [0.02, 0.07, 0.47 / 3, 0.2325, 0.31, 0.36, 0.46, 0.49, 0.562, 0.63, 0.695, 0.76, 0.82, 0.89];
        var bins = Forty(false).Reliability();
        Assert.Equal(share, bins.Select(b => Math.Round(b.ShareOfCries, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(mean, bins.Select(b => b.MeanProbability), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(40, bins.Sum(b => b.Clips));
        Assert.All(bins, b => Assert.InRange(b.MeanProbability, b.From, b.To));
    }

    private static Calibration Forty(bool weighted)
    {
        var calibration = new Calibration(FortyClips.Scores, FortyClips.Labels);
        if (weighted)
            calibration.Weigh(FortyClips.Weights);
        return calibration;
    }
}
