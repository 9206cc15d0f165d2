using CryApi.Features.Cry;
using CryApi.Features.Fft;

namespace CryApi.Benchmarks;

/// <summary>
/// A clip on which all blocks of the cry features have run once, so that each finds what it needs from the others. Blocks that work on
/// strips of eight frames find every strip ready; the service fills one strip after the other, while it is in the cache.
/// </summary>
internal sealed unsafe class CryBlocks
{
    private readonly float[][] _strips;

    // Made once: a lambda that holds the workspace would be counted as an allocation of its block.
    private readonly StripWork _mel;
    private readonly StripWork _extremes;
    private readonly StripWork _shape;
    private readonly StripWork _smooth;

    /// <summary>Runs them.</summary>
    /// <param name="samples">The clip, 16 kHz.</param>
    public CryBlocks(float[] samples)
    {
        Samples = samples;
        Frames = CryFrames.Count(samples.Length);
        Columns = CryFrames.RoundUp(Frames);
        Work = new CryWorkspace(Frames);
        Re = new Plane(Columns, CryFrames.Stride);
        Im = new Plane(Columns, CryFrames.Stride);
        _mel = (bins, first) => MelBank.Apply(bins, Work.Mel, first);
        _extremes = (bins, first) => SpectralContrast.Extremes(bins, Work.Contrast, Work.Valley, first);
        _shape = (bins, first) => SpectralShape.Measure(bins, Work.Scalars, first);
        _smooth = Smooth;
        _strips = new float[Columns / CryFrames.Lanes][];
        All();
        Transform();
        for (int i = 0; i < _strips.Length; i++)
        {
            _strips[i] = new float[HarmonicFilter.StripLength];
            fixed (float* magnitude = Work.Magnitude.Row(i * CryFrames.Lanes), strip = _strips[i])
                Transposition.ToStrip(magnitude, CryFrames.Stride, strip + HarmonicFilter.StripOrigin, CryFrames.Stride);
        }
    }

    /// <summary>What is done with eight frames.</summary>
    /// <param name="bins">Magnitudes [bin][8].</param>
    /// <param name="first">The first of the frames.</param>
    public delegate void StripWork(float* bins, int first);

    /// <summary>The clip.</summary>
    public float[] Samples { get; }

    /// <summary>Its frames.</summary>
    public int Frames { get; }

    /// <summary>Its frames, rounded up to whole strips.</summary>
    public int Columns { get; }

    /// <summary>All intermediate results.</summary>
    public CryWorkspace Work { get; }

    /// <summary>Re X, which the workspace itself loses to the harmonic part.</summary>
    public Plane Re { get; }

    /// <summary>Im X, likewise.</summary>
    public Plane Im { get; }

    /// <summary>The 111 values.</summary>
    public float[] Values { get; } = new float[CryFeatureLayout.Count];

    /// <summary>Everything.</summary>
    public void All() => CryAnalysis.Run(Samples, Work, Values);

    /// <summary>The spectra of the signal.</summary>
    public void Transform()
    {
        for (int t = 0; t < Frames; t++)
            Stft.Frame(Work.Signal, t, Re.Row(t), Im.Row(t), Work.Magnitude.Row(t));
    }

    /// <summary>Puts them back to where the harmonic part is taken of them.</summary>
    public void RestoreSpectra()
    {
        Re.Data.CopyTo(Work.Re.Data, 0);
        Im.Data.CopyTo(Work.Im.Data, 0);
    }

    /// <summary>Mel powers.</summary>
    public void Mel() => ForEachStrip(_mel);

    /// <summary>Peaks and valleys of the spectral contrast.</summary>
    public void Extremes() => ForEachStrip(_extremes);

    /// <summary>Centroid, bandwidth, roll-off and flatness.</summary>
    public void Shape() => ForEachStrip(_shape);

    /// <summary>Medians over frequency.</summary>
    public void SmoothBins() => ForEachStrip(_smooth);

    /// <summary>Works on one strip after the other.</summary>
    public void ForEachStrip(StripWork work)
    {
        for (int i = 0; i < _strips.Length; i++)
        {
            fixed (float* strip = _strips[i])
                work(strip + HarmonicFilter.StripOrigin, i * CryFrames.Lanes);
        }
    }

    private void Smooth(float* bins, int first)
    {
        fixed (float* smooth = Work.SmoothStrip, to = Work.Smooth.Row(first))
        {
            HarmonicFilter.SmoothBins(bins, smooth);
            Transposition.FromStrip(smooth, to, CryFrames.Stride, CryFrames.Stride);
        }
    }
}
