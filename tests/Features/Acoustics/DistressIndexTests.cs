using CryApi.Features.Acoustics;
using CsCheck;

namespace CryApi.Features.Tests.Acoustics;

public class DistressIndexTests
{
    private static readonly Gen<double[]> Input = Gen.Select(
        Gen.Double[150, 1500], Gen.Double[0, 40], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 200], Gen.Double[0, 1],
        (hz, range, rough, bursts, rate, voiced) => new[] { hz, range, rough, bursts, rate, voiced });

    [Fact]
    public void It_lies_between_0_and_1_and_never_falls_when_one_value_rises() =>
        Gen.Select(Input, Gen.Int[0, 5], Gen.Double[0, 500]).Sample((input, which, more) =>
        {
            double before = Of(input);
            Assert.InRange(before, 0, 1);
            input[which] += more;
            Assert.True(Of(input) >= before);
        });

    [Fact]
    public void Its_ends_are_those_of_the_formula()
    {
        Assert.Equal(0, Of([350, 0, 0, 0, 0, 1]));
        Assert.Equal(1, Of([700, 12, 0.5, 0.7, 60, 0.3]), 1e-12);
        Assert.Equal(0, Of([700, 12, 0.5, 0.7, 60, 0]));
        Assert.Equal(0.35 / 2, Of([350 * Math.Sqrt(2), 0, 0, 0, 0, 1]), 1e-12);
        Assert.Equal(0.05, Of([350, 0, 0, 0, 30, 1]), 1e-12);
    }

    [Fact]
    public void A_higher_rougher_cry_with_shorter_pauses_sounds_more_distressed()
    {
        var calm = new CryVoice(Pitch: 360, Roughness: 0.1, Breath: 0.02);
        double before = Intensity(calm);
        Assert.True(Intensity(calm with { Pitch = 600 }) > before + 0.1);
        Assert.True(Intensity(calm with { Breath = 1.5 }) > before + 0.05);

        float[] bout = CrySynthesizer.Create(calm, 6, 4).Samples;
        float[] sparse = Sounds.Concatenate(bout, new float[12 * 16_000]);
        Assert.True(CryAcousticsMeter.Shared.Measure(sparse).Intensity < before - 0.05);
    }

    [Fact]
    public void Pitch_outside_bursts_changes_nothing()
    {
        // The hum is 20 dB softer than the cries: voiced, but no burst.
        float[] cry = Sounds.Harmonics(1, t => 400 + 100 * t, 0.3, 0.2, 0.1), silence = new float[16_000];
        CryAcoustics alone = CryAcousticsMeter.Shared.Measure(Sounds.Concatenate(cry, silence, cry, silence));
        float[] hum = Sounds.Scale(Sounds.Harmonics(1, _ => 1200, 0.3, 0.2), 0.1f);
        CryAcoustics humming = CryAcousticsMeter.Shared.Measure(Sounds.Concatenate(cry, hum, cry, hum));
        Assert.Equal(2, humming.BurstCount);
        Assert.True(humming.F0P90Hz > 1190);
        Assert.Equal(alone.Intensity!.Value, humming.Intensity!.Value, 0.02);
    }

    [Fact]
    public void A_few_frames_an_octave_off_change_little()
    {
        float[] plain = Sounds.Harmonics(4, _ => 420, 0.3, 0.2, 0.1);
        float[] broken = Sounds.Harmonics(4, t => t % 1 < 0.85 ? 420 : 210, 0.3, 0.2, 0.1);
        double before = CryAcousticsMeter.Shared.Measure(plain).Intensity!.Value;
        CryAcoustics after = CryAcousticsMeter.Shared.Measure(broken);
        Assert.True(after.F0P10Hz < 215);
        Assert.Equal(before, after.Intensity!.Value, 0.03);
    }

    private static double Intensity(CryVoice voice) =>
        CryAcousticsMeter.Shared.Measure(CrySynthesizer.Create(voice, 6, 4).Samples).Intensity!.Value;

    private static double Of(double[] input) => DistressIndex.Of(input[0], input[1], input[2], input[3], input[4], input[5]);
}
