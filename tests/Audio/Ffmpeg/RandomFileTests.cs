namespace CryApi.Audio.Tests;

/// <summary>The beginning of a real file, and noise.</summary>
public class RandomFileTests
{
    private static readonly int[] s_heads = [12, 64, 600, 4_000];

    // All but those of the request and the clock.
    private static readonly AudioErrorCode[] s_refusals =
    [
        AudioErrorCode.Corrupt, AudioErrorCode.Truncated, AudioErrorCode.TooShort, AudioErrorCode.UnsupportedFormat, AudioErrorCode.NoAudioTrack,
        AudioErrorCode.AudioTooLong, AudioErrorCode.UnsupportedSampleRate, AudioErrorCode.TooManyChannels,
    ];

    public static MatrixTheoryData<string, string> Clips { get; } = new(FfmpegPrograms.Names, EncodedClip.Names);

    [Theory]
    [MemberData(nameof(Clips))]
    public void Noise_behind_a_beginning_is_decoded_or_refused_for_a_reason(string program, string name)
    {
        var decoders = FfmpegPrograms.Get(program);
        var file = Made.Clip(name);
        foreach (var head in s_heads)
        {
            var noise = new byte[20_000];
            new Random(head).NextBytes(noise);
            try
            {
                Assert.All(Decoded.By(decoders, [.. file[..head], .. noise]).Samples, sample => Assert.True(float.IsFinite(sample)));
            }
            catch (AudioException exception)
            {
                Assert.Contains(exception.Code, s_refusals);
            }
        }
    }
}
