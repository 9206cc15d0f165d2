namespace CryApi.Features.Acoustics;

/// <summary>How the acoustic measures cut a 16 kHz signal: frame t is centred on sample 160·t + 80, one every 10 ms.</summary>
internal static class AcousticFrames
{
    /// <summary>Sample rate, Hz.</summary>
    public const int SampleRate = PatchGeometry.SampleRate;

    /// <summary>Samples from one frame to the next.</summary>
    public const int Hop = 160;

    /// <summary>Seconds from one frame to the next.</summary>
    public const double Step = (double)Hop / SampleRate;

    /// <summary>Lowest fundamental frequency looked for, Hz.</summary>
    public const double Floor = 150;

    /// <summary>Highest fundamental frequency looked for, Hz.</summary>
    public const double Ceiling = 1500;

    /// <summary>Samples of the longest period, 1/<see cref="Floor"/>.</summary>
    public const int LongestPeriod = (int)(SampleRate / Floor);

    /// <summary>Frames of a signal: whole hops.</summary>
    public static int Count(int samples) => samples / Hop;

    /// <summary>The sample that a frame is centred on.</summary>
    public static int Centre(int frame) => frame * Hop + Hop / 2;
}
