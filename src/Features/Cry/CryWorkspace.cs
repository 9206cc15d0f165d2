namespace CryApi.Features.Cry;

/// <summary>
/// Everything that is computed on the way to one feature vector. Planes of features are [row][frame]; after an extraction they hold its
/// intermediate results in the columns 0…T−1. Used by one thread at a time, then again for another clip.
/// </summary>
/// <param name="frames">The most frames T of a clip that fits; about 19 KB each.</param>
internal sealed class CryWorkspace(int frames)
{
    /// <summary>The most frames of a clip that fits.</summary>
    public int Frames { get; } = CryFrames.RoundUp(frames);

    /// <summary>The signal between margins of 1024 zeros.</summary>
    public float[] Signal { get; } = new float[CryFrames.PaddedLength(CryFrames.RoundUp(frames))];

    /// <summary>Its harmonic part, likewise.</summary>
    public float[] Harmonic { get; } = new float[CryFrames.PaddedLength(CryFrames.RoundUp(frames))];

    /// <summary>Re X, [frame][bin]; in the end that of the harmonic part.</summary>
    public Plane Re { get; } = new(CryFrames.RoundUp(frames), CryFrames.Stride);

    /// <summary>Im X, likewise.</summary>
    public Plane Im { get; } = new(CryFrames.RoundUp(frames), CryFrames.Stride);

    /// <summary>|X|, [frame][bin].</summary>
    public Plane Magnitude { get; } = new(CryFrames.RoundUp(frames), CryFrames.Stride);

    /// <summary>The medians of |X| over frequency, [frame][bin].</summary>
    public Plane Smooth { get; } = new(CryFrames.RoundUp(frames), CryFrames.Stride);

    /// <summary>Mel powers, [band][frame].</summary>
    public Plane Mel { get; } = new(MelBank.Bands, CryFrames.RoundUp(frames));

    /// <summary>Mel levels, dB.</summary>
    public Plane MelLevels { get; } = new(MelBank.Bands, CryFrames.RoundUp(frames));

    /// <summary>Spectral contrast, dB; before that its peaks.</summary>
    public Plane Contrast { get; } = new(SpectralContrast.Bands, CryFrames.RoundUp(frames));

    /// <summary>The valleys of the spectral contrast.</summary>
    public Plane Valley { get; } = new(SpectralContrast.Bands, CryFrames.RoundUp(frames));

    /// <summary>Chroma of the whole signal.</summary>
    public Plane Chroma { get; } = new(ChromaBank.Classes, CryFrames.RoundUp(frames));

    /// <summary>Constant-Q magnitudes of the harmonic part.</summary>
    public Plane ConstantQ { get; } = new(Cry.ConstantQ.Bins, CryFrames.RoundUp(frames));

    /// <summary>Chroma of the harmonic part.</summary>
    public Plane HarmonicChroma { get; } = new(ChromaBank.Classes, CryFrames.RoundUp(frames));

    /// <summary>Tonal centroids.</summary>
    public Plane Tonnetz { get; } = new(Cry.Tonnetz.Count, CryFrames.RoundUp(frames));

    /// <summary>The features of <see cref="ScalarRow"/>.</summary>
    public Plane Scalars { get; } = new(ScalarRow.Count, CryFrames.RoundUp(frames));

    /// <summary>Eight frames, [bin][8], with room for mirrored bins.</summary>
    public float[] Strip { get; } = new float[HarmonicFilter.StripLength];

    /// <summary>Medians of eight frames, [bin][8].</summary>
    public float[] SmoothStrip { get; } = new float[CryFrames.Stride * CryFrames.Lanes];

    /// <summary>One sum per block of 512 samples.</summary>
    public double[] Blocks { get; } = new double[CryFrames.RoundUp(frames) + 4];

    /// <summary>Three rows of a spectrum that is not kept.</summary>
    public Plane Spectrum { get; } = new(3, CryFrames.Stride);

    /// <summary>Buffers of the lower octaves.</summary>
    public OctaveBuffers Octaves { get; } = new(CryFrames.RoundUp(frames) * CryFrames.Hop);

    /// <summary>The peaks of the spectra.</summary>
    public SpectralPeaks Peaks { get; } = new();

    /// <summary>Tuning index of the whole signal, in 1/12 octaves.</summary>
    public int TuningIndex { get; set; }

    /// <summary>Tuning index of the harmonic part, in 1/36 octaves.</summary>
    public int HarmonicTuningIndex { get; set; }

    /// <summary>Copies a signal between its margins; what is not finite becomes 0, what is absurdly large is limited.</summary>
    public Span<float> Load(ReadOnlySpan<float> samples)
    {
        Signal.AsSpan(0, CryFrames.Margin).Clear();
        Span<float> copy = Signal.AsSpan(CryFrames.Margin, samples.Length);
        SampleGuard.Copy(samples, copy);
        Signal.AsSpan(0, CryFrames.PaddedLength(CryFrames.Count(samples.Length)))[(CryFrames.Margin + samples.Length)..].Clear();
        return copy;
    }
}
