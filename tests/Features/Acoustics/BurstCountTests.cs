using CryApi.Features.Acoustics;
using CsCheck;

namespace CryApi.Features.Tests.Acoustics;

/// <summary>Bursts against the synthesizer's placements.</summary>
public class BurstCountTests
{
    [Fact]
    public void Every_breath_of_a_synthetic_bout_is_a_burst() =>
        Gen.Select(Gen.Double[2, 20], Gen.ULong).Sample((seconds, seed) =>
        {
            SynthesizedSound cry = CrySynthesizer.Create(seconds, seed);
            CryAcoustics acoustics = CryAcousticsMeter.Shared.Measure(cry.Samples);
            Assert.Equal(cry.Events.Count, acoustics.BurstCount);

            // A breath fades in and out, so that its ends lie below the threshold.
            double mean = cry.Events.Average(breath => breath.End - breath.Start);
            Assert.InRange(acoustics.BurstMeanSeconds!.Value, 0.7 * mean, mean + 0.05);
        }, iter: 60);

    [Fact]
    public void Every_cry_in_a_noisy_scene_is_a_burst() =>
        Gen.Select(Gen.Double[0.3, 1.0], Gen.Double[0.5, 1.5]).Array[1, 8].Select(Gen.ULong).Sample((parts, seed) =>
        {
            // Each too short for a second breath; pauses of 0.3…1 s.
            var cries = new List<CryPlacement>();
            double at = 0;
            foreach ((double pause, double seconds) in parts)
            {
                cries.Add(new CryPlacement(at + pause, seconds));
                at += pause + seconds;
            }
            SynthesizedSound scene = SceneBuilder.Build("white-noise", at + 0.5, cries, 20, seed);
            Assert.Equal(cries.Count, CryAcousticsMeter.Shared.Measure(scene.Samples).BurstCount);
        }, iter: 60);

    [Theory]
    [InlineData(0.06, 1)]
    [InlineData(0.25, 2)]
    public void A_pause_counts_from_a_tenth_of_a_second(double pause, int bursts)
    {
        float[] tone = Sounds.Harmonics(1, _ => 450, 0.3, 0.2);
        float[] clip = Sounds.Concatenate(new float[8000], tone, new float[(int)(pause * 16_000)], tone, new float[8000]);
        Assert.Equal(bursts, CryAcousticsMeter.Shared.Measure(clip).BurstCount);
    }

    [Fact]
    public void A_click_is_no_burst_and_hides_none()
    {
        float[] tone = Sounds.Harmonics(0.7, _ => 450, 0.02, 0.01), pause = new float[6_400];
        float[] clip = Sounds.Concatenate(pause, tone, pause, tone, pause);
        clip[100] = 1;
        Assert.Equal(2, CryAcousticsMeter.Shared.Measure(clip).BurstCount);
    }

    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.10, 0)]
    [InlineData(0.19, 0)]
    [InlineData(0.25, 1)]
    public void A_clip_that_is_one_sound_is_a_burst_from_a_fifth_of_a_second(double seconds, int bursts)
    {
        CryAcoustics tone = CryAcousticsMeter.Shared.Measure(Sounds.Harmonics(seconds, _ => 450, 0.3, 0.2));
        Assert.Equal(bursts, tone.BurstCount);
        Assert.Equal(60 * bursts / seconds, tone.BurstsPerMinute!.Value, 1e-9);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(16, 0)]
    [InlineData(256, 0)]
    [InlineData(1, 0.1)]
    [InlineData(16, 0.1)]
    [InlineData(256, -0.37)]
    public void A_click_in_digital_silence_is_no_burst(int samples, double mean)
    {
        float[] clip = new float[48_000];
        clip.AsSpan(20_000, samples).Fill(0.6f);
        clip.AsSpan(33_000, samples).Fill(-0.5f);
        Assert.Equal(0, CryAcousticsMeter.Shared.Measure(Array.ConvertAll(clip, sample => sample + (float)mean)).BurstCount);

        // One way only, so that the silence is not at the mean.
        clip.AsSpan(33_000, samples).Clear();
        Assert.Equal(0, CryAcousticsMeter.Shared.Measure(Array.ConvertAll(clip, sample => sample + (float)mean)).BurstCount);
    }
}
