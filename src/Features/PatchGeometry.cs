namespace CryApi.Features;

/// <summary>Sizes of the log-mel patches that the embedding network reads (those of YAMNet).</summary>
public static class PatchGeometry
{
    /// <summary>Sample rate of the input, Hz.</summary>
    public const int SampleRate = 16_000;

    /// <summary>Mel bands.</summary>
    public const int Bands = 64;

    /// <summary>Frames in a patch (0.96 s).</summary>
    public const int Frames = 96;

    /// <summary>Frames from one patch to the next (0.48 s).</summary>
    public const int HopFrames = 48;

    /// <summary>Samples from one frame to the next (10 ms).</summary>
    public const int FrameHop = 160;

    /// <summary>Samples in a frame (25 ms).</summary>
    public const int FrameLength = 400;

    /// <summary>Samples that one patch spans: 95 hops and one frame.</summary>
    public const int PatchSamples = ((Frames - 1) * FrameHop) + FrameLength;

    /// <summary>Samples from one patch to the next.</summary>
    public const int HopSamples = HopFrames * FrameHop;

    /// <summary>Values in a patch, row-major [frame][band].</summary>
    public const int PatchValues = Frames * Bands;

    /// <summary>Patches that cover a signal; its end is padded with zeros to the next full patch.</summary>
    /// <param name="samples">Length of the signal, ≥ 0.</param>
    /// <returns>At least 1.</returns>
    public static int PatchCount(long samples) =>
        samples <= PatchSamples ? 1 : 1 + (int)((samples - PatchSamples + HopSamples - 1) / HopSamples);
}
