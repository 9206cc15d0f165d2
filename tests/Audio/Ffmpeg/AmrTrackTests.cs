namespace CryApi.Audio.Tests;

/// <summary>3GP files as phones write them: several AMR frames in one sample.</summary>
public class AmrTrackTests
{
    public static MatrixTheoryData<string, string, int> Files { get; } = new(FfmpegPrograms.Names, ["amr-nb", "amr-wb"], [1, 2, 12]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_frame_of_a_sample_is_decoded(string program, string name, int framesPerSample)
    {
        var decoders = FfmpegPrograms.Get(program);
        var amr = Made.Clip(name);
        var file = ThreeGp.Write(amr, framesPerSample);
        Assert.Contains("duration=7.0", MediaTool.Probe("stream=duration", file), StringComparison.Ordinal);
        var (raw, decoded) = (Decoded.By(decoders, amr), Decoded.By(decoders, file));
        Assert.Equal(("3gp", raw.Codec, raw.SampleRate, 1), (decoded.Container, decoded.Codec, decoded.SampleRate, decoded.Channels));
        Assert.Equal(raw.Samples, decoded.Samples);
    }
}
