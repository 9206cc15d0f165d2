using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>
/// Where the sound begins in what is decoded. Most containers tell how much an encoder has put before it, and that is left out; with the others
/// the times of events are late by its delay.
/// </summary>
public class StartOffsetTests
{
    private const int Rate = 16_000;
    private const int MaxLag = Rate / 20;
    private const double ToleranceMs = 1;

    private static readonly byte[] s_wav = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    public static TheoryData<string> Names { get; } = [.. EncodedClip.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_sound_begins_when_it_did_but_for_delays_that_nobody_tells(string name)
    {
        Sounds.SkipWithoutDecoder();
        var clip = EncodedClip.Named(name);
        var file = clip.EncodeOrSkip(s_wav);
        var (original, decoded) = (await DecodeAsync(s_wav), await DecodeAsync(file));
        var (samples, correlation) = Lag.Of(original, decoded, MaxLag);
        // GSM 6.10 leaves least of it.
        Assert.True(correlation > 0.7, $"It is another sound: {correlation}");
        Assert.Equal(UntoldDelay.Of(clip), 1000.0 * samples / Rate, ToleranceMs);
    }

    [Fact]
    public async Task A_known_lag_is_found()
    {
        var original = await DecodeAsync(s_wav);
        foreach (var lag in (int[])[-300, 0, 1, 700])
        {
            float[] shifted = lag < 0 ? original[-lag..] : [.. new float[lag], .. original];
            Assert.Equal(lag, Lag.Of(original, shifted, MaxLag).Samples);
        }
    }

    private static async Task<float[]> DecodeAsync(byte[] file)
    {
        var (samples, rate) = await Sounds.DecodeAsync(file);
        return Resampler.For(rate, Rate).Resample(samples);
    }
}
