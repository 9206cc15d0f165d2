using CryApi.Features.Acoustics;

namespace CryApi.Features.Tests.Acoustics;

public class KnownAnswerTests
{
    [Theory]
    [InlineData(160, 1.0)]
    [InlineData(160, 1.0, 0.5, 0.3)]
    [InlineData(253.7, 1.0, 0.7, 0.5, 0.3)]
    [InlineData(410, 0.05, 1.0, 0.8, 0.6)]
    [InlineData(440, 1.0)]
    [InlineData(523.3, 0.03, 0.4, 1.0, 0.5, 0.2)]
    [InlineData(777, 0.02, 1.0, 1.0)]
    [InlineData(1033, 1.0, 0.5, 0.25)]
    [InlineData(1450, 1.0)]
    [InlineData(1450, 0.2, 1.0, 0.4)]
    public void A_steady_tone_has_its_fundamental(double hz, params double[] amplitudes)
    {
        CryAcoustics tone = Measure(Sounds.Scale(Sounds.Harmonics(2, _ => hz, amplitudes), 0.3f));
        Assert.Equal(hz, tone.F0MedianHz!.Value, 0.005 * hz);
        Assert.Equal(hz, tone.F0P10Hz!.Value, 0.005 * hz);
        Assert.Equal(hz, tone.F0P90Hz!.Value, 0.005 * hz);
        Assert.Equal(0, tone.F0SlopeHzPerSecond!.Value, 0.01 * hz);
        Assert.InRange(tone.VoicedFraction!.Value, 0.98, 1);
        Assert.Equal(hz > 1000 ? 1.0 : 0.0, tone.HyperphonationFraction);
        Assert.Equal(0, tone.DysphonationFraction!.Value, 0.02);
        Assert.True(tone.HnrDb > 30, $"{tone.HnrDb} dB");
        Assert.Equal(1, tone.BurstCount);
        Assert.Null(tone.PauseMeanSeconds);
        Assert.Null(tone.SnrDb);
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(600, -150)]
    [InlineData(700, 350)]
    public void A_glide_has_its_slope_and_percentiles(double start, double slope)
    {
        CryAcoustics glide = Measure(Sounds.Harmonics(2, t => start + slope * t, 0.3, 0.2, 0.1));
        Assert.Equal(slope, glide.F0SlopeHzPerSecond!.Value, 0.03 * Math.Abs(slope));
        Assert.Equal(start + slope, glide.F0MedianHz!.Value, 0.005 * start);
        Assert.Equal(start + slope - 0.8 * Math.Abs(slope), glide.F0P10Hz!.Value, 0.01 * start);
        Assert.Equal(start + slope + 0.8 * Math.Abs(slope), glide.F0P90Hz!.Value, 0.01 * start);
    }

    [Fact]
    public void Slopes_of_stretches_are_weighted_by_length()
    {
        float[] pause = new float[4_800];
        CryAcoustics two = Measure(Sounds.Concatenate(
            Sounds.Harmonics(1.5, t => 400 + 100 * t, 0.3, 0.1), pause, Sounds.Harmonics(0.5, t => 600 - 300 * t, 0.3, 0.1)));
        Assert.Equal((1.5 * 100 - 0.5 * 300) / 2, two.F0SlopeHzPerSecond!.Value, 10.0);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1.2, 0.6)]
    public void A_step_of_an_octave_is_no_slope(double before, double after)
    {
        CryAcoustics glide = Measure(Sounds.Harmonics(
            before + after, t => t < before ? 445 + 100 * (t - before) : 890 + 200 * (t - before), 0.3, 0.2, 0.1));
        Assert.Equal((before * 100 + after * 200) / (before + after), glide.F0SlopeHzPerSecond!.Value, 7.5);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    public void Harmonics_in_noise_have_their_ratio(double snrDb)
    {
        // Power of the tone: (0.3² + 0.15²)/2.
        double rms = Math.Sqrt((0.09 + 0.0225) / 2) * Math.Pow(10, -snrDb / 20);
        CryAcoustics noisy = Measure(Sounds.Add(Sounds.Harmonics(4, _ => 420, 0.3, 0.15), Sounds.Noise(4, 1, rms)));
        Assert.Equal(snrDb, noisy.HnrDb!.Value, 1.0);
        Assert.Equal(420, noisy.F0MedianHz!.Value, 2.1);
    }

    [Fact]
    public void Noise_has_no_pitch()
    {
        CryAcoustics noise = Measure(Sounds.Noise(4, 2, 0.1));
        Assert.InRange(noise.VoicedFraction!.Value, 0, 0.01);
        Assert.Equal(1, noise.DysphonationFraction!.Value, 0.01);
        Assert.InRange(noise.HnrDb!.Value, -10, 0);
        Assert.Null(noise.SpectralTiltDbPerOctave);
        Assert.Equal(1, noise.BurstCount);
        Assert.True(noise.Intensity is null or < 0.05, $"{noise.Intensity}");
    }

    [Fact]
    public void The_level_is_that_of_the_root_mean_square()
    {
        Assert.Equal(-3.0103, Measure(Sounds.Harmonics(1, _ => 1000, 1)).LevelDbfs!.Value, 1e-3);
        Assert.Equal(-23.0103, Measure(Sounds.Harmonics(1, _ => 1000, 0.1)).LevelDbfs!.Value, 1e-3);
        Assert.Equal(20 * Math.Log10(0.5), Measure([.. Enumerable.Repeat(0.5f, 1000)]).LevelDbfs!.Value, 1e-9);
    }

    [Theory]
    [InlineData(5, 0.25)]
    [InlineData(10, 0.05)]
    [InlineData(15, 0.05)]
    [InlineData(30, 0.05)]
    [InlineData(45, 0.05)]
    public void Bursts_in_noise_have_their_level_over_it(double snrDb, double seconds)
    {
        float[] tone = Sounds.Harmonics(0.8, _ => 450, 0.3, 0.2), pause = new float[6_400];
        float[] bursts = Sounds.Concatenate(tone, pause, tone, pause, tone, pause);
        double rms = Math.Sqrt((0.09 + 0.04) / 2) * Math.Pow(10, -snrDb / 20);
        CryAcoustics noisy = Measure(Sounds.Add(bursts, Sounds.Noise(bursts.Length / 16_000.0, 3, rms)));
        Assert.Equal(snrDb, noisy.SnrDb!.Value, 0.6);
        Assert.Equal(3, noisy.BurstCount);
        Assert.Equal(0.8, noisy.BurstMeanSeconds!.Value, seconds);
        Assert.Equal(0.4, noisy.PauseMeanSeconds!.Value, seconds);
        Assert.Equal(3 * 60 / 3.6, noisy.BurstsPerMinute!.Value, 0.1);
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 250)]
    [InlineData(2, 250)]
    [InlineData(0, 450)]
    [InlineData(1, 450)]
    [InlineData(2, 450)]
    [InlineData(0, 700)]
    [InlineData(1, 700)]
    [InlineData(2, 700)]
    [InlineData(0, 1000)]
    [InlineData(1, 1000)]
    [InlineData(2, 1000)]
    public void The_tilt_is_that_of_the_harmonics(double order, double hz)
    {
        // Harmonic k has amplitude k^−order: −6.02·order dB per octave.
        double[] amplitudes = [.. Enumerable.Range(1, 31).Select(k => 0.02 * Math.Pow(k, -order))];
        CryAcoustics tone = Measure(Sounds.Harmonics(3, t => hz * (1 + 0.03 * Math.Sin(2 * Math.PI * 5 * t)), amplitudes));
        Assert.Equal(-6.0206 * order, tone.SpectralTiltDbPerOctave!.Value, 0.1);
    }

    [Fact]
    public void A_voice_with_one_harmonic_in_the_band_has_no_tilt() =>
        Assert.Null(Measure(Sounds.Harmonics(1, _ => 1450, 0.2, 0.1)).SpectralTiltDbPerOctave);

    [Fact]
    public void A_tilt_hardly_depends_on_quiet_noise()
    {
        double[] amplitudes = [.. Enumerable.Range(1, 17).Select(k => 0.2 / k)];
        float[] tone = Sounds.Harmonics(3, t => 450 * (1 + 0.03 * Math.Sin(2 * Math.PI * 5 * t)), amplitudes);
        Assert.Equal(-6.0206, Measure(Sounds.Add(tone, Sounds.Noise(3, 8, 0.005))).SpectralTiltDbPerOctave!.Value, 0.5);
    }

    private static CryAcoustics Measure(float[] samples) => CryAcousticsMeter.Shared.Measure(samples);
}
