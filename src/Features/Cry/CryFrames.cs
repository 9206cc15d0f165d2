namespace CryApi.Features.Cry;

/// <summary>How the cry features cut a 16 kHz signal: centred frames of 2048 samples, one every 512.</summary>
internal static class CryFrames
{
    /// <summary>Sample rate, Hz.</summary>
    public const int SampleRate = 16_000;

    /// <summary>Samples in a frame.</summary>
    public const int FftSize = 2048;

    /// <summary>Samples from one frame to the next.</summary>
    public const int Hop = 512;

    /// <summary>Samples put before and after the signal, so that frame t is centred on sample t·Hop.</summary>
    public const int Margin = FftSize / 2;

    /// <summary>Frequency bins of a frame.</summary>
    public const int Bins = FftSize / 2 + 1;

    /// <summary>Floats from one spectrum to the next: the bins and zeros up to a multiple of <see cref="Lanes"/>.</summary>
    public const int Stride = 1032;

    /// <summary>Hz from one bin to the next.</summary>
    public const float BinHz = (float)SampleRate / FftSize;

    /// <summary>Frames that are worked on side by side, one per lane of a vector.</summary>
    public const int Lanes = 8;

    /// <summary>The smallest normal float32; sums and maxima below it count as silence.</summary>
    public const float Tiny = 1.17549435e-38f;

    /// <summary>Frames of a signal: T = 1 + ⌊samples/Hop⌋.</summary>
    public static int Count(int samples) => 1 + samples / Hop;

    /// <summary>Samples that any signal of so many frames needs together with its margins.</summary>
    public static int PaddedLength(int frames) => checked(frames * Hop) + FftSize;

    /// <summary>A number of frames, rounded up to whole groups of <see cref="Lanes"/>.</summary>
    public static int RoundUp(int frames) => (frames + Lanes - 1) & -Lanes;
}
