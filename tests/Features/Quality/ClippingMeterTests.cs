using CryApi.Features.Quality;
using CryApi.Features.Tests.Golden;
using CsCheck;

namespace CryApi.Features.Tests.Quality;

/// <summary>What is called clipped: cut-off tops at a level where devices clip, and nothing else.</summary>
public class ClippingMeterTests
{
    private static readonly Gen<int> Rates = Gen.OneOf(8_000, 16_000, 44_100, 48_000);

    [Theory]
    [InlineData(16_000, 3, 1)]
    [InlineData(16_000, 6, 1)]
    [InlineData(44_100, 3, 1)]
    [InlineData(48_000, 6, 1)]
    [InlineData(48_000, 12, 0.7)]
    [InlineData(48_000, 20, 0.55)]
    public void A_cry_that_is_turned_up_too_far_is_clipped(int rate, double decibels, double limit)
    {
        float[] cry = Normalised(SoundLibrary.Create("cry", 7, 3, rate).Samples);
        Assert.False(IsClipped(Rounded(cry, 32_768)));
        double gain = Math.Pow(10, decibels / 20);
        Assert.True(IsClipped(Rounded([.. cry.Select(x => (float)Math.Clamp(x * gain * limit, -limit, limit))], 32_768)));
    }

    [Fact]
    public void Tops_with_noise_on_them_are_clipped()
    {
        Random random = new(5);
        float[] cry = Normalised(SoundLibrary.Create("cry", 7, 4).Samples);
        Assert.True(IsClipped([.. cry.Select(x => (Math.Clamp(3 * x, -1, 1) * 0.8f) + ((random.NextSingle() - 0.5f) * 0.01f))]));
    }

    [Fact]
    public void Three_clipped_seconds_in_five_quiet_minutes_are_clipped()
    {
        float[] cry = [.. Normalised(SoundLibrary.Create("cry", 3, 6).Samples).Select(x => Math.Clamp(3 * x, -1, 1))];
        float[] recording = SoundLibrary.Create("pink-noise", 300, 1).Samples;
        cry.CopyTo(recording.AsSpan(2_000_000));
        for (int i = 0; i < recording.Length; i++)
            recording[i] *= i is >= 2_000_000 and < 2_048_000 ? 1 : 0.05f;
        Assert.True(IsClipped(recording));
    }

    public static TheoryData<string> Clips { get; } = new(LogMelGolden.SharedClips);

    [Theory]
    [MemberData(nameof(Clips))]
    public void A_recording_is_clipped_only_when_turned_up(string name)
    {
        float[] samples = Normalised(WavFile.Read(LogMelGolden.SharedFile(name + ".wav")));
        Assert.False(IsClipped([.. samples.Select(x => 0.98f * x)]));
        Assert.True(IsClipped([.. samples.Select(x => Math.Clamp(6 * x, -1, 1))]));
    }

    [Fact]
    public void A_sine_is_not_clipped_however_loud() =>
        Gen.Select(Rates, Gen.Double[15, 3_900], Gen.Double[0, 7], Gen.Double[0.05, 1], Gen.OneOf(0, 128, 32_768)).Where(t => Spreads(t.Item1, t.Item2)).Sample(
            (rate, hertz, phase, level, steps) => Assert.False(IsClipped(Sine(rate, hertz, phase, level, steps))), iter: 400);

    // Their periods are a whole number of samples, so that they have but a few levels.
    [Fact]
    public void A_test_tone_is_not_clipped() =>
        Gen.Select(Rates, Gen.OneOf(50, 100, 125, 250, 400, 440, 500, 800, 1_000, 2_000), Gen.Int[0, 8], Gen.OneOf(1, 0.999, 0.9, 0.5)).Sample(
            (rate, hertz, eighths, level) => Assert.False(IsClipped(Sine(rate, hertz, eighths * Math.PI / 8, level, 32_768))), iter: 400);

    [Fact]
    public void Coarse_levels_are_no_clipping()
    {
        float[] cry = Normalised(SoundLibrary.Create("cry", 7, 2).Samples);
        Assert.False(IsClipped(Rounded(cry, 128)));

        // The curve of µ-law with 127 steps.
        Assert.False(IsClipped([.. cry.Select(x => Math.Sign(x) * (float)((Math.Pow(256, Math.Round(127 * Math.Log(1 + (255 * Math.Abs(x)), 256)) / 127) - 1) / 255))]));
    }

    public static TheoryData<string> Sounds { get; } = new(SoundLibrary.Names);

    [Theory]
    [MemberData(nameof(Sounds))]
    public void A_sound_that_just_reaches_full_scale_is_not_clipped(string name)
    {
        foreach (int rate in (int[])[16_000, 44_100])
            Assert.False(IsClipped(Rounded(Normalised(SoundLibrary.Create(name, 5, 9, rate).Samples), 32_767)), $"{name} {rate}");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.49)]
    public void A_tone_that_is_nearly_square_is_not_clipped_at_a_low_level(double level)
    {
        float[] soft = new float[48_000], hard = new float[48_000];
        for (int i = 0; i < soft.Length; i++)
        {
            double angle = 2 * Math.PI * 317.3 * i / 16_000;
            soft[i] = (float)(Math.Sin(angle) + (Math.Sin(3 * angle) / 3) + (Math.Sin(5 * angle) / 5) + (Math.Sin(7 * angle) / 7));
            hard[i] = (float)(level * Math.Clamp(3 * Math.Sin(angle), -1, 1));
        }

        Assert.False(IsClipped([.. Normalised(soft).Select(x => (float)level * x)]));
        Assert.False(IsClipped(hard));
    }

    [Fact]
    public void Noise_is_not_clipped()
    {
        Random random = new(1);
        float[] uniform = [.. Enumerable.Range(0, 100_000).Select(_ => (2 * random.NextSingle()) - 1)];
        Assert.False(IsClipped(uniform));
        Assert.False(IsClipped(Normalised([.. Enumerable.Range(0, 100_000).Select(_ => (float)Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5))])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_few_samples_are_no_evidence(int length) => Assert.False(IsClipped([.. Enumerable.Repeat(1f, length)]));

    [Fact]
    public void Samples_beyond_any_scale_are_not_judged()
    {
        float[] cry = Normalised(SoundLibrary.Create("cry", 3, 2).Samples);
        Assert.False(IsClipped([.. cry.Select(x => Math.Clamp(3 * x, -1, 1) * 32_768)]));
        Assert.False(IsClipped([.. cry.Select(x => x * float.MaxValue)]));
    }

    [Fact]
    public void How_it_is_cut_into_blocks_does_not_matter() => Gen.Select(Gen.Int[1, 5_000].Array[1, 30], Gen.Float[1, 4]).Sample((lengths, gain) =>
    {
        float[] samples = [.. Normalised(SoundLibrary.Create("cry", 2, 5).Samples).Select(x => Math.Clamp(gain * x, -1, 1))];
        using ClippingMeter meter = new();
        int at = 0;
        for (int i = 0; at < samples.Length; i++)
        {
            int length = Math.Min(lengths[i % lengths.Length], samples.Length - at);
            meter.Add(samples.AsSpan(at, length));
            at += length;
        }

        Assert.Equal(IsClipped(samples), meter.IsClipped);
    }, iter: 50);

    private static bool IsClipped(float[] samples)
    {
        using ClippingMeter meter = new();
        meter.Add(samples);
        return meter.IsClipped;
    }

    // Whether a sine of 1 s meets its peaks at every phase: not where its frequency is so near a fraction p/q of the rate that it meets them
    // at q phases which hardly move.
    private static bool Spreads(int rate, double hertz)
    {
        for (int q = 1; q <= 400; q++)
        {
            double turns = hertz / rate * q;
            if (Math.Abs(turns - Math.Round(turns)) * rate < 2)
                return false;
        }

        return true;
    }

    private static float[] Sine(int rate, double hertz, double phase, double level, int steps)
    {
        float[] sine = [.. Enumerable.Range(0, rate).Select(i => (float)(level * Math.Sin((2 * Math.PI * hertz * i / rate) + phase)))];
        return steps == 0 ? sine : Rounded(sine, steps);
    }

    private static float[] Normalised(float[] samples)
    {
        float peak = samples.Max(Math.Abs);
        return peak == 0 ? samples : [.. samples.Select(x => x / peak)];
    }

    private static float[] Rounded(float[] samples, int steps) =>
        [.. samples.Select(x => (float)Math.Clamp(Math.Round(x * (double)steps), -steps, steps - 1) / steps)];
}
