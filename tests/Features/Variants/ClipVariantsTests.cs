using CryApi.Features.Tests.Golden;
using CryApi.Features.Variants;

namespace CryApi.Features.Tests.Variants;

/// <summary>Tempo and pitch of altered clips. What the altered sound is in detail is held against NumPy by training/tests.</summary>
public class ClipVariantsTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData(0.9, 16_000)]
    [InlineData(1.1, 16_000)]
    [InlineData(0.5, 4_001)]
    [InlineData(2, 511)]
    [InlineData(1.1, 1)]
    public void A_stretched_clip_has_its_length_over_the_tempo(double tempo, int length) =>
        Assert.Equal((int)Math.Round(length / tempo), ClipVariants.Stretch(Tone(440, length), tempo).Length);

    [Theory]
    [InlineData(0.9)]
    [InlineData(1.1)]
    public void A_stretched_tone_keeps_its_pitch_and_about_its_level(double tempo)
    {
        float[] stretched = ClipVariants.Stretch(Tone(440, 2 * Rate), tempo);
        ReadOnlySpan<float> middle = stretched.AsSpan(Rate / 2, Rate / 2);
        Assert.Equal(440, Frequency(middle), 0.2);
        // Bins beside the tone keep other phases and take up to a tenth of its level.
        Assert.Equal(0.5 / Math.Sqrt(2), Synthesis.Measure.Rms(middle), 0.05);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(12)]
    [InlineData(-12)]
    public void A_shifted_tone_is_so_many_semitones_higher_and_as_long(double semitones)
    {
        float[] shifted = ClipVariants.ShiftPitch(Tone(440, 2 * Rate), semitones);
        Assert.Equal(2 * Rate, shifted.Length);
        double expected = 440 * Math.Pow(2, semitones / 12);
        Assert.Equal(expected, Frequency(shifted.AsSpan(Rate / 2, Rate / 2)), expected * 0.0005);
    }

    [Fact]
    public void At_its_own_tempo_a_clip_comes_back()
    {
        float[] chirp = GoldenClips.Load(GoldenClips.Own, "synth_chirp").Samples;
        float[] same = ClipVariants.Stretch(chirp, 1);
        Assert.Equal(chirp.Length, same.Length);
        // The last samples are covered by the tapering end of one window alone.
        for (int i = 0; i < chirp.Length - 1024; i++)
            Assert.Equal(chirp[i], same[i], 1e-3f);
    }

    [Fact]
    public void Every_version_of_silence_is_silent_and_has_a_name_of_its_own()
    {
        Assert.Equal(ClipVariants.Names.Count, ClipVariants.Names.Distinct().Count());
        for (int version = 0; version < ClipVariants.Names.Count; version++)
            Assert.All(ClipVariants.Make(new float[3_000], version), sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void The_first_version_is_the_clip_and_the_others_are_altered()
    {
        float[] tone = Tone(440, Rate);
        Assert.Equal(tone, ClipVariants.Make(tone, 0));
        for (int version = 1; version < ClipVariants.Names.Count; version++)
            Assert.NotEqual(tone, ClipVariants.Make(tone, version));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipVariants.Make([0f], ClipVariants.Names.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipVariants.ShiftPitch([0f], 12.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipVariants.ShiftPitch([0f], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipVariants.Stretch([0f], 0));
        Assert.Throws<ArgumentException>(() => ClipVariants.Stretch([], 1));
    }

    // Whole periods between the first and the last rise through zero.
    private static double Frequency(ReadOnlySpan<float> tone)
    {
        double first = double.NaN, last = double.NaN;
        int periods = -1;
        for (int i = 1; i < tone.Length; i++)
        {
            if (tone[i - 1] >= 0 || tone[i] < 0)
                continue;
            last = i - 1 + (double)tone[i - 1] / (tone[i - 1] - tone[i]);
            first = double.IsNaN(first) ? last : first;
            periods++;
        }

        return periods * Rate / (last - first);
    }

    private static float[] Tone(double frequency, int length)
    {
        float[] tone = new float[length];
        for (int i = 0; i < length; i++)
            tone[i] = (float)(0.5 * Math.Sin(2 * Math.PI * frequency * i / Rate));
        return tone;
    }
}
