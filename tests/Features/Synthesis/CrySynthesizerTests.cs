namespace CryApi.Features.Tests.Synthesis;

public class CrySynthesizerTests
{
    public static TheoryData<ulong> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_events_fill_the_time_but_for_the_pauses(ulong seed)
    {
        SynthesizedSound cry = CrySynthesizer.Create(10, seed);
        Assert.Equal(160_000, cry.Samples.Length);
        Assert.Equal(0, cry.Events[0].Start);
        Assert.Equal(10, cry.Events[^1].End, 1e-9);
        for (int i = 0; i < cry.Events.Count; i++)
        {
            Assert.InRange(cry.Events[i].End - cry.Events[i].Start, 0.6, 1.4);
            if (i > 0)
                Assert.InRange(cry.Events[i].Start - cry.Events[i - 1].End, 0.29, 0.41);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_sound_is_where_the_events_are(ulong seed)
    {
        SynthesizedSound cry = CrySynthesizer.Create(8, seed);
        double inside = 0, total = Math.Pow(Measure.Rms(cry.Samples), 2) * 8;
        foreach ((double start, double end) in cry.Events)
        {
            double rms = Measure.Rms(Measure.Part(cry, start, end));
            Assert.InRange(rms, 0.03, 0.3);
            inside += rms * rms * (end - start);
        }

        Assert.InRange(inside / total, 0.97, 1.0001);
        for (int i = 1; i < cry.Events.Count; i++)
        {
            // Between the expirations there is an inspiration, and nothing right before the next one.
            (double from, double to) = (cry.Events[i - 1].End, cry.Events[i].Start);
            Assert.InRange(Measure.Rms(Measure.Part(cry, from, to)), 0.001, 0.03);
            Assert.Equal(0, Measure.Rms(Measure.Part(cry, to - 0.015, to - 0.001)), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_pitch_is_an_infants_and_rises_and_falls(ulong seed)
    {
        SynthesizedSound cry = CrySynthesizer.Create(6, seed);
        foreach ((double start, double end) in cry.Events)
        {
            double length = end - start;
            double Pitch(double at) => Measure.Pitch(
                Measure.Fundamental(Measure.Part(cry, start + (at * length) - 0.02, start + (at * length) + 0.02)), 16_000, 250, 700);
            double early = Pitch(0.05), middle = Pitch(0.35), late = Pitch(0.95);
            Assert.InRange(middle, 370, 630);
            Assert.InRange(early, 250, 0.95 * middle);
            Assert.InRange(late, 250, 0.9 * middle);
        }
    }

    [Fact]
    public void The_pitch_follows_the_voice()
    {
        foreach (double pitch in (double[])[350, 450, 600])
        {
            SynthesizedSound cry = CrySynthesizer.Create(new CryVoice(Pitch: pitch), 1, 4);
            // 1.12 is the top of the contour; the height of a breath varies by 6 %.
            double measured = Measure.Pitch(Measure.Part(cry, 0.33, 0.37), 16_000, 200, 900);
            Assert.InRange(measured / pitch, 1.12 * 0.9, 1.12 * 1.1);
        }
    }

    [Fact]
    public void The_formants_stand_out()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            float[] cry = CrySynthesizer.Create(10, seed).Samples;
            double first = Measure.BandShare(cry, 16_000, 900, 1_500) / 600, second = Measure.BandShare(cry, 16_000, 3_000, 3_800) / 800;
            double below = Measure.BandShare(cry, 16_000, 100, 700) / 600, valley = Measure.BandShare(cry, 16_000, 1_800, 2_700) / 900;
            double above = Measure.BandShare(cry, 16_000, 4_100, 4_900) / 800;
            Assert.InRange(first, 2 * Math.Max(below, valley), double.MaxValue);
            Assert.InRange(second, 1.5 * valley, double.MaxValue);
            Assert.InRange(second, 1.5 * above, double.MaxValue);
        }
    }

    [Theory]
    [InlineData(0.1, 8_000)]
    [InlineData(0.7, 16_000)]
    [InlineData(1.8, 44_100)]
    [InlineData(3, 48_000)]
    public void Any_length_and_rate_is_filled_exactly(double seconds, int rate)
    {
        SynthesizedSound cry = CrySynthesizer.Create(seconds, 9, rate);
        Assert.Equal((int)Math.Round(seconds * rate), cry.Samples.Length);
        Assert.Equal(seconds, cry.Events[^1].End, 1.0 / rate);
        Assert.Equal(CrySynthesizer.Peak, cry.Samples.Max(Math.Abs), 1e-4);
    }
}
