namespace CryApi.Features.Tests.Synthesis;

public class SoundLibraryTests
{
    public static TheoryData<string> Names => new(SoundLibrary.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_means_one_sound(string name)
    {
        SynthesizedSound sound = SoundLibrary.Create(name, 2, 7);
        Assert.Equal(sound.Samples, SoundLibrary.Create(name, 2, 7).Samples);
        if (name != "silence")
            Assert.NotEqual(sound.Samples, SoundLibrary.Create(name, 2, 8).Samples);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Length_and_level_are_as_promised_at_any_rate(string name)
    {
        foreach ((double seconds, int rate) in ((double, int)[])[(0.1, 8_000), (1.2345, 16_000), (2, 44_100), (0.5, 48_000)])
        {
            SynthesizedSound sound = SoundLibrary.Create(name, seconds, 3, rate);
            Assert.Equal((int)Math.Round(seconds * rate), sound.Samples.Length);
            Assert.Equal(rate, sound.SampleRate);
            Assert.Equal(name == "silence" ? 0 : 0.5, sound.Samples.Max(Math.Abs), 1e-4);
            Assert.Equal(name is "cry" or "scene", sound.Events.Count > 0);
            Assert.All(sound.Events, e => Assert.True(e.Start >= 0 && e.Start < e.End && e.End <= sound.Seconds + 1e-9));
        }
    }

    [Fact]
    public void Tone_and_hum_are_at_their_frequencies()
    {
        float[] tone = SoundLibrary.Create("tone", 2, 1).Samples;
        Assert.InRange(Measure.BandShare(tone, 16_000, 950, 1_050), 0.999, 1.001);
        float[] hum = SoundLibrary.Create("hum", 2, 1).Samples;
        Assert.Equal(50, Measure.Pitch(hum, 16_000, 30, 200), 0.5);
    }

    [Fact]
    public void The_siren_sweeps_from_600_to_1300_Hz()
    {
        SynthesizedSound siren = SoundLibrary.Create("siren", 6, 2);
        double low = double.MaxValue, high = 0;
        for (double at = 0; at < 5.9; at += 0.05)
        {
            double pitch = Measure.Pitch(Measure.Part(siren, at, at + 0.03), 16_000, 400, 2_000);
            (low, high) = (Math.Min(low, pitch), Math.Max(high, pitch));
        }

        Assert.InRange(low, 580, 630);
        Assert.InRange(high, 1_220, 1_340);
    }

    [Fact]
    public void White_noise_is_flat_and_pink_noise_has_equal_octaves()
    {
        float[] white = SoundLibrary.Create("white-noise", 10, 3).Samples, pink = SoundLibrary.Create("pink-noise", 10, 3).Samples;
        for (double hz = 125; hz < 4_000; hz *= 2)
        {
            Assert.Equal(hz / 8_000, Measure.BandShare(white, 16_000, hz, 2 * hz), 0.1 * hz / 8_000);
            double ratio = Measure.BandShare(pink, 16_000, 2 * hz, 4 * hz) / Measure.BandShare(pink, 16_000, hz, 2 * hz);
            Assert.InRange(ratio, 0.7, 1.4);
        }
    }

    [Fact]
    public void Speech_has_the_pitch_of_a_man_and_pauses()
    {
        SynthesizedSound speech = SoundLibrary.Create("speech", 10, 4);
        var pitches = new List<double>();
        double quietest = 1;
        for (double at = 0; at < 9.9; at += 0.1)
        {
            ReadOnlySpan<float> part = Measure.Part(speech, at, at + 0.05);
            double rms = Measure.Rms(part);
            quietest = Math.Min(quietest, rms);
            if (rms > 0.05)
                pitches.Add(Measure.Pitch(part, 16_000, 70, 400));
        }

        pitches.Sort();
        Assert.InRange(pitches[pitches.Count / 2], 100, 140);
        Assert.InRange(quietest, 0, 0.005);
    }

    [Fact]
    public void A_chime_dies_away_between_its_strokes()
    {
        SynthesizedSound chime = SoundLibrary.Create("chime", 10, 5);
        int falling = 0, steps = 0;
        for (double at = 0.05; at < 9.8; at += 0.05, steps++)
            falling += Measure.Rms(Measure.Part(chime, at, at + 0.05)) < Measure.Rms(Measure.Part(chime, at - 0.05, at)) ? 1 : 0;
        Assert.InRange((double)falling / steps, 0.7, 0.97);
    }

    [Theory]
    [InlineData("cry", 0.05, 16_000)]
    [InlineData("cry", double.NaN, 16_000)]
    [InlineData("tone", double.PositiveInfinity, 16_000)]
    [InlineData("tone", 3_601, 16_000)]
    [InlineData("tone", 1, 7_999)]
    [InlineData("tone", 1, 48_001)]
    public void Lengths_and_rates_out_of_range_are_refused(string name, double seconds, int rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SoundLibrary.Create(name, seconds, 1, rate));

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SoundLibrary.Create("moo", 1, 1));
        Assert.Contains("white-noise", error.Message, StringComparison.Ordinal);
    }
}
