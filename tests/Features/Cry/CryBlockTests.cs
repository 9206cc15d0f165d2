using CryApi.Features.Cry;
using CsCheck;

namespace CryApi.Features.Tests.Cry;

/// <summary>Single steps, against their definitions written the slow way.</summary>
public class CryBlockTests
{
    [Fact]
    public void The_median_is_the_middle_of_the_sorted_values() =>
        Gen.Float[-1e6f, 1e6f].Array[1, 200].Sample(values =>
        {
            float[] sorted = [.. values.Order()];
            int half = sorted.Length / 2;
            float expected = sorted.Length % 2 == 1 ? sorted[half] : 0.5f * (sorted[half - 1] + sorted[half]);
            return Median.Of(values) == expected;
        });

    [Fact]
    public void The_median_of_equal_values_is_that_value() => Assert.Equal(0.25f, Median.Of([0.25f, 0.25f, 0.25f, 0.25f]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1001)]
    public void Decimation_is_the_filter_at_every_second_sample(int length)
    {
        var random = new Random(length);
        float[] input = [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
        float[] output = new float[Decimator.OutputLength(length) + 40];
        Array.Fill(output, 9f);
        Decimator.Halve(input, new float[Decimator.ScratchLength(length)], output);

        double[] taps = new double[391];
        for (int i = 0; i < taps.Length; i++)
        {
            double x = Math.PI * 0.95687183 * (i - 195) / 2, edge = (i - 195) / 195.0;
            taps[i] = (i == 195 ? 1 : Math.Sin(x) / x) * I0(13.10642662 * Math.Sqrt(1 - edge * edge));
        }
        double gain = Math.Sqrt(2) / taps.Sum();
        for (int m = 0; m < Decimator.OutputLength(length); m++)
        {
            double expected = 0;
            for (int i = 0; i < taps.Length; i++)
            {
                int at = 2 * m + i - 195;
                expected += at >= 0 && at < length ? gain * taps[i] * input[at] : 0;
            }
            Assert.Equal(expected, output[m], 2e-6);
        }
    }

    [Fact]
    public void The_inverse_transform_returns_the_signal()
    {
        const int length = 10_000;
        var random = new Random(1);
        var work = new CryWorkspace(CryFrames.Count(length));
        float[] samples = [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextSingle() - 1)];
        work.Load(samples);
        int frames = CryFrames.Count(length);
        CryAnalysis.Spectra(work, frames);
        Stft.Invert(work.Re, work.Im, frames, length, work.Harmonic);
        for (int i = 0; i < length; i++)
            Assert.Equal(samples[i], work.Harmonic[CryFrames.Margin + i], 2e-6f);
        Assert.All(work.Harmonic[..CryFrames.Margin], value => Assert.Equal(0, value));
        Assert.All(work.Harmonic[(CryFrames.Margin + length)..], value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(30, 12)]
    [InlineData(-40, 12)]
    [InlineData(10, 36)]
    [InlineData(-12, 36)]
    public void Tuning_is_how_far_the_tones_lie_beside_the_notes(int cents, int binsPerOctave)
    {
        const int length = 32_000;
        float[] samples = new float[length];
        foreach (double note in new[] { 440.0, 880.0, 1760.0 })
        {
            double frequency = note * Math.Pow(2, cents / 1200.0);
            for (int i = 0; i < length; i++)
                samples[i] += (float)(0.2 * Math.Sin(2 * Math.PI * frequency * i / CryFrames.SampleRate));
        }
        var work = new CryWorkspace(CryFrames.Count(length));
        work.Load(samples);
        CryAnalysis.Spectra(work, CryFrames.Count(length));
        double tuning = Tuning.FromIndex(Tuning.Estimate(work.Peaks, binsPerOctave));

        // Parabolic interpolation between bins is good to about a twentieth of a bin.
        Assert.Equal(cents * binsPerOctave / 1200.0, tuning, 0.05 * binsPerOctave / 12);
    }

    [Fact]
    public void A_clip_without_peaks_is_in_tune() =>
        Assert.Equal(0, Tuning.FromIndex(Tuning.Estimate(new SpectralPeaks(), 12)));

    [Fact]
    public void A_constant_q_filter_answers_to_its_own_tone()
    {
        const int length = 32_000, bin = 36 * 4 + 5;
        ConstantQBank bank = ConstantQBank.ForTuning(Tuning.Centre);
        double frequency = bank.Frequency(bin);
        int frames = CryFrames.Count(length);
        var work = new CryWorkspace(frames);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++)
            samples[i] = (float)Math.Sin(2 * Math.PI * frequency * i / CryFrames.SampleRate);
        work.Load(samples);
        ConstantQ.Transform(work.Signal, CryFrames.Margin, length, frames, bank, work.Octaves, work.ConstantQ);
        int middle = frames / 2, strongest = 0;
        for (int b = 1; b < ConstantQ.Bins; b++)
        {
            if (work.ConstantQ.Row(b)[middle] > work.ConstantQ.Row(strongest)[middle])
                strongest = b;
        }
        Assert.Equal(bin, strongest);

        // A filter of unit gain, times its length at the decimated rate, over the root of that at the full rate.
        double expected = 0.5 * Math.Sqrt(ConstantQBank.Q * CryFrames.SampleRate / frequency);
        Assert.Equal(expected, work.ConstantQ.Row(bin)[middle], 0.02 * expected);
    }

    [Fact]
    public void Means_are_exact_where_float32_sums_are_not()
    {
        float[] values = new float[100_003];
        Array.Fill(values, 0.1f);
        Assert.Equal(0.1f, Reduce.Mean(values));
    }

    private static double I0(double x)
    {
        double sum = 1, term = 1;
        for (int n = 1; n < 200; n++)
        {
            term *= x * x / (4.0 * n * n);
            sum += term;
        }
        return sum;
    }
}
