namespace CryApi.Pipeline.Tests;

/// <summary>How much later a clip of the catalogue begins once it is decoded, where its container has no word for what its encoder put before it.</summary>
internal static class UntoldDelay
{
    // Measured with files of Debian's ffmpeg, SoX and vo-amrwbenc.
    private static readonly Dictionary<string, double> s_milliseconds = new()
    {
        // An AAC encoder's 1,024 samples: ADTS can't tell them, and of an MP4 without samples in its index ffmpeg's muxer doesn't.
        ["aac-adts"] = 1_024 / 44.1,
        ["mp4-fragmented"] = 1_024 / 44.1,
        // The filter bank of MPEG audio, there and back.
        ["mp2"] = 481 / 16.0,
        // AMR's encoders look 5 ms ahead (3GPP TS 26.090 and 26.190); the wide band goes to 12.8 kHz and back besides.
        ["amr-nb"] = 5,
        ["3gp-amr-nb"] = 5,
        ["amr-wb"] = 95 / 16.0,
        ["3gp-amr-wb"] = 95 / 16.0,
    };

    /// <summary>In milliseconds; 0 where the container tells it, or there is none.</summary>
    public static double Of(EncodedClip clip) => s_milliseconds.GetValueOrDefault(clip.Name);
}
