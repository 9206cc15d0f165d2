using CryApi.Features.Quality;
using CryApi.Features.Tests.Golden;
using CryApi.Features.Tests.Synthesis;

namespace CryApi.Features.Tests.Quality;

/// <summary>Level, noise and band of recordings whose truth is known, because they were made.</summary>
public class RecordingQualityTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(0.001)]
    public void The_level_is_the_root_mean_square_of_the_loudest_half_second(double amplitude)
    {
        float[] samples = new float[5 * Rate];
        for (int i = 0; i < Rate; i++)
            samples[30_000 + i] = (float)(amplitude * Math.Sin(0.3 * i));
        Assert.Equal(20 * Math.Log10(amplitude / Math.Sqrt(2)), RecordingQuality.Measure(samples).LevelDb, 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(9_000)]
    public void Silence_of_any_length_has_no_level(int length)
    {
        RecordingQuality quality = RecordingQuality.Measure(new float[length]);
        Assert.Equal(-200, quality.LevelDb);
        Assert.False(quality.IsNarrowBand);
    }

    public static TheoryData<string, double> Mixtures { get; } = new(
        from noise in (string[])["white-noise", "pink-noise"] from ratio in (double[])[-3, 0, 3, 6, 10, 15] select (noise, ratio));

    // Ratio as it is put together: the loudest half second of the voice over the noise, both from 250 to 7,250 Hz.
    [Theory]
    [MemberData(nameof(Mixtures))]
    public void The_ratio_of_a_voice_to_steady_noise_is_measured(string noise, double decibels)
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            float[] voice = Voice(seed), hiss = SoundLibrary.Create(noise, 7, seed).Samples;
            double loudest = Enumerable.Range(0, 26).Max(i => BandPower(voice[(i * 4_000)..((i * 4_000) + 8_192)]));
            double gain = Math.Sqrt(loudest / BandPower(hiss) / Math.Pow(10, decibels / 10));
            float[] mixture = [.. voice.Zip(hiss, (v, n) => (float)(0.1 * (v + (gain * n))))];
            Assert.Equal(decibels, RecordingQuality.Measure(mixture).SignalToNoiseDb, 1.5);
        }
    }

    [Theory]
    [InlineData("white-noise", -30, 0)]
    [InlineData("pink-noise", -30, 1)]
    [InlineData("cry", 20, 200)]
    [InlineData("speech", 20, 200)]
    [InlineData("chime", 20, 200)]
    [InlineData("tone", 20, 200)]
    [InlineData("siren", 20, 200)]
    public void Only_noise_is_noise(string name, double least, double most)
    {
        foreach (double gain in (double[])[1, 0.01])
            Assert.InRange(RecordingQuality.Measure([.. SoundLibrary.Create(name, 7, 3).Samples.Select(x => (float)(gain * x))]).SignalToNoiseDb, least, most);
    }

    [Theory]
    [InlineData("cry")]
    [InlineData("white-noise")]
    [InlineData("scene")]
    public void A_recording_of_8_kHz_is_narrow_band_at_any_rate_and_level(string name)
    {
        foreach (ulong seed in (ulong[])[1, 2, 3])
        {
            float[] wide = SoundLibrary.Create(name, 7, seed).Samples;
            float[] narrow = Resampler.For(8_000, Rate).Resample(SoundLibrary.Create(name, 7, seed, 8_000).Samples);
            foreach (float gain in (float[])[2, 1, 0.1f, 0.01f])
            {
                Assert.True(RecordingQuality.Measure(Rounded(narrow, gain)).IsNarrowBand, $"{name} {seed} {gain}");
                Assert.False(RecordingQuality.Measure(Rounded(wide, gain)).IsNarrowBand, $"{name} {seed} {gain}");
            }
        }
    }

    [Fact]
    public void Silence_around_it_does_not_hide_the_band()
    {
        float[] padded = new float[20 * Rate];
        Resampler.For(8_000, Rate).Resample(SoundLibrary.Create("cry", 3, 1, 8_000).Samples).CopyTo(padded.AsSpan(5 * Rate));
        Assert.True(RecordingQuality.Measure(padded).IsNarrowBand);
    }

    [Theory]
    [InlineData("cry_esc_a", false)]
    [InlineData("cry_esc_b", false)]
    [InlineData("notcry_dog", false)]
    [InlineData("notcry_thunder", false)]
    [InlineData("hungry_a", true)]
    [InlineData("hungry_b", true)]
    [InlineData("discomfort_a", true)]
    [InlineData("belly_pain_a", true)]
    [InlineData("burping_a", true)]
    [InlineData("tired_a", true)]
    public void Phone_recordings_of_8_kHz_are_told_from_others(string name, bool isNarrow)
    {
        RecordingQuality quality = RecordingQuality.Measure(WavFile.Read(LogMelGolden.SharedFile(name + ".wav")));
        Assert.Equal(isNarrow, quality.IsNarrowBand);
        Assert.True(quality.SignalToNoiseDb > 6);
    }

    /// <summary>Seven seconds of a voice without breath: bursts of a second, pauses of half a second, 15 harmonics of a wandering pitch.</summary>
    private static float[] Voice(ulong seed)
    {
        float[] samples = new float[7 * Rate];
        double angle = seed;
        for (int i = 0; i < samples.Length; i++)
        {
            double seconds = (double)i / Rate, within = seconds % 1.5;
            angle += 2 * Math.PI * (400 + (20 * (int)seed) + (80 * Math.Sin((3 * seconds) + seed))) / Rate;
            double loudness = within < 1 ? Math.Sin(Math.PI * within) : 0;
            for (int h = 1; h <= 15; h++)
                samples[i] += (float)(loudness * Math.Sin(h * angle) / h);
        }

        return samples;
    }

    private static double BandPower(float[] samples) => Measure.BandShare(samples, Rate, 250, 7_250) * samples.Average(x => (double)x * x);

    private static float[] Rounded(float[] samples, float gain) => [.. samples.Select(x => MathF.Round(x * gain * 32_768) / 32_768)];
}
