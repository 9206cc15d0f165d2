using System.Text.Json;
using CryApi.Features.Tests.Golden;

namespace CryApi.Features.Tests.Resampling;

public class ResamplerTests
{
    // How closely the formula describes SoX HQ: at its very first output, and from there on.
    [Theory]
    [InlineData(8_000, 2e-6, 2e-6)]
    [InlineData(22_050, 5e-3, 4e-4)]
    [InlineData(44_100, 5e-3, 4e-4)]
    [InlineData(48_000, 7e-5, 7e-5)]
    public void The_result_agrees_with_the_reference_resampler(int rate, double atFirst, double later)
    {
        JsonElement cases = LogMelGolden.ReadJson(LogMelGolden.SharedFile("resample.json")).GetProperty("cases");
        JsonElement expected = cases.EnumerateArray().Single(c => c.GetProperty("from").GetInt32() == rate);
        float[] input = [.. LogMelGolden.Numbers(expected.GetProperty("input")).Select(v => (float)v)];
        double[] reference = LogMelGolden.Numbers(expected.GetProperty("output"));

        float[] output = Resampler.For(rate, 16_000).Resample(input);

        Assert.Equal(reference.Length, output.Length);
        // Where SoX gives one output fewer than the length law, librosa appends a zero.
        int compared = reference[^1] == 0 ? reference.Length - 1 : reference.Length;
        for (int i = 0; i < compared; i++)
            Assert.Equal(reference[i], output[i], i == 0 ? atFirst : later);
    }

    [Theory]
    [InlineData(8_000, 16_000)]
    [InlineData(4_000, 16_000)]
    [InlineData(11_025, 16_000)]
    [InlineData(15_999, 16_000)] // 16 000 phases: an interpolated table.
    [InlineData(22_050, 16_000)]
    [InlineData(24_000, 16_000)]
    [InlineData(44_099, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(48_000, 16_000)]
    [InlineData(96_000, 16_000)]
    [InlineData(191_999, 16_000)]
    [InlineData(192_000, 16_000)]
    [InlineData(16_000, 44_100)]
    [InlineData(1_000, 768_000)]
    [InlineData(767_999, 1_000)]
    public void The_result_is_the_formula(int from, int to)
    {
        float[] input = Reference.Noise(Math.Max(1_000, 400 * from / to), from);
        float[] output = Resampler.For(from, to).Resample(input);
        int step = Math.Max(1, output.Length * Math.Max(1, from / to) / 300);
        for (int m = 0; m < output.Length; m += step)
            Assert.Equal(Reference.Sample(input, from, to, m), output[m], 1e-6);
    }

    // Gain in dB of a sine at a fraction of the output's Nyquist frequency, measured on SoX HQ.
    [Theory]
    [InlineData(0.100, -0.01, 0.01)]
    [InlineData(0.900, -0.01, 0.01)]
    [InlineData(0.925, -0.04, 0.00)]
    [InlineData(0.957, -6.50, -5.50)]
    [InlineData(0.9875, -55.0, -51.0)]
    [InlineData(1.010, -200, -105)]
    [InlineData(1.900, -200, -105)]
    public void Sines_pass_below_the_new_nyquist_frequency_and_stop_above(double ofNyquist, double lowest, double highest)
    {
        const int Rate = 44_100;
        float[] input = new float[Rate];
        for (int i = 0; i < input.Length; i++)
            input[i] = (float)Math.Sin(2 * Math.PI * ofNyquist * 8_000 * i / Rate);
        float[] output = Resampler.For(Rate, 16_000).Resample(input);
        double energy = 0;
        for (int i = 200; i < output.Length - 200; i++)
            energy += (double)output[i] * output[i];
        double gain = 10 * Math.Log10(2 * energy / (output.Length - 400));
        Assert.InRange(gain, lowest, highest);
    }

    [Theory]
    [InlineData(0, 44_100, 16_000, 0)]
    [InlineData(1, 192_000, 16_000, 1)]
    [InlineData(12, 192_000, 16_000, 1)]
    [InlineData(13, 192_000, 16_000, 2)]
    [InlineData(441, 44_100, 16_000, 160)]
    [InlineData(442, 44_100, 16_000, 161)]
    [InlineData(7, 8_000, 16_000, 14)]
    [InlineData(9_000_000_000_000_000_000, 16_000, 16_000, 9_000_000_000_000_000_000)]
    public void The_length_is_that_of_the_same_time_rounded_up(long length, int from, int to, long expected)
    {
        Assert.Equal(expected, Resampler.OutputLength(length, from, to));
        if (length < 1_000)
            Assert.Equal(expected, Resampler.For(from, to).Resample(new float[length]).Length);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(192_000)]
    public void A_single_sample_gives_the_kernel(int rate)
    {
        float[] output = Resampler.For(rate, 16_000).Resample([1f]);
        Assert.Equal(rate == 8_000 ? 2 : 1, output.Length);
        Assert.Equal(0.95687183 * Math.Min(1, 16_000.0 / rate), output[0], 1e-6);
    }

    [Fact]
    public void Equal_rates_pass_untouched()
    {
        float[] input = Reference.Noise(1_000, 3);
        Assert.Equal(input, Resampler.For(16_000, 16_000).Resample(input));
    }

    [Fact]
    public void No_pair_of_rates_needs_much_memory_and_few_plans_are_kept()
    {
        for (int rate = 1_009; rate <= Resampler.MaxRate; rate = (rate * 7 / 5) + 1)
        {
            Resampler plan = Resampler.For(rate, 16_000);
            Assert.InRange(plan.Table!.WeightCount, 1, PhaseTable.MaxWeights + plan.Table.Taps);
        }

        Assert.InRange(ResamplerCache.Count, 1, ResamplerCache.Capacity);
        Assert.Same(Resampler.For(44_100, 16_000), Resampler.For(44_100, 16_000));
    }

    [Theory]
    [InlineData(999, 16_000)]
    [InlineData(768_001, 16_000)]
    [InlineData(0, 16_000)]
    [InlineData(-8_000, 16_000)]
    [InlineData(16_000, int.MaxValue)]
    public void Rates_outside_the_range_are_refused(int from, int to)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.For(from, to));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.OutputLength(1, from, to));
    }
}
