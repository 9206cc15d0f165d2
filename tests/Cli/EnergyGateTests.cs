namespace CryApi.Cli.Tests;

/// <summary>Levels by the formula: a sine of amplitude a has an RMS of a/√2.</summary>
public class EnergyGateTests
{
    [Theory]
    [InlineData(1.0, 48_000)]
    [InlineData(0.1, 48_000)]
    [InlineData(0.01, 1_600)]
    public void A_sine_scores_its_level(double amplitude, int samples) =>
        Assert.Equal((20 * Math.Log10(amplitude / Math.Sqrt(2)) + 80) / 80, EnergyGate.Score(Sine(amplitude, samples)), 4);

    [Theory]
    [InlineData(0)]
    [InlineData(34_000)]
    [InlineData(48_000)]
    public void The_loudest_window_counts_at_the_very_end_too(int start)
    {
        var samples = new float[48_000 + 15_360];
        Sine(0.5, 15_360).CopyTo(samples, start);
        var level = EnergyGate.Score(samples);
        // Windows start every 0.48 s, so at least three quarters of the sound are in one: -1.25 dB.
        var full = (20 * Math.Log10(0.5 / Math.Sqrt(2)) + 80) / 80;
        Assert.InRange(level, full - (1.26 / 80), full + 1e-6);
        if (start is 0 or 48_000)
            Assert.Equal(full, level, 4);
    }

    [Fact]
    public void Silence_and_nothing_score_0()
    {
        Assert.Equal(0, EnergyGate.Score(new float[16_000]));
        Assert.Equal(0, EnergyGate.Score([]));
        Assert.Equal(0, EnergyGate.Score(Sine(1e-5, 16_000)));
    }

    private static float[] Sine(double amplitude, int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * 1000 * i / 16_000)))];
}
