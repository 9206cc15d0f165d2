using CryApi.Features.Fft;

namespace CryApi.Features.Cry;

/// <summary>
/// The order in which the features of one clip are computed. Frames are worked on in strips of eight while they are in the cache.
/// </summary>
internal static unsafe class CryAnalysis
{
    /// <summary>Computes the vector and leaves every intermediate result in the workspace.</summary>
    /// <param name="samples">The clip, at least one sample.</param>
    /// <param name="work">A workspace with room for its frames.</param>
    /// <param name="values">Receives 111 values.</param>
    public static void Run(ReadOnlySpan<float> samples, CryWorkspace work, Span<float> values)
    {
        int frames = CryFrames.Count(samples.Length);
        ReadOnlySpan<float> signal = work.Load(samples);
        WaveformMeasures.Measure(signal, frames, work.Blocks, work.Scalars);
        Spectra(work, frames);
        Levels(work, frames);
        Chroma(work, frames);
        Harmonic(work, frames, samples.Length);
        Summarise(work, frames, values);
    }

    /// <summary>Spectra, and what follows from one frame alone.</summary>
    public static void Spectra(CryWorkspace work, int frames)
    {
        work.Peaks.Clear();
        for (int first = 0; first < frames; first += CryFrames.Lanes)
        {
            for (int t = first; t < first + CryFrames.Lanes; t++)
            {
                Span<float> magnitude = work.Magnitude.Row(t);
                if (t < frames)
                {
                    Stft.Frame(work.Signal, t, work.Re.Row(t), work.Im.Row(t), magnitude);
                    work.Peaks.Add(magnitude);
                }
                else
                {
                    magnitude.Clear();
                }
            }
            Strip(work, first);
        }
    }

    /// <summary>Mel levels and contrast, whose floors depend on the whole clip.</summary>
    public static void Levels(CryWorkspace work, int frames)
    {
        int columns = CryFrames.RoundUp(frames);
        for (int band = 0; band < MelBank.Bands; band++)
            work.Mel.Row(band)[..columns].CopyTo(work.MelLevels.Row(band));
        Decibels.Clip(work.MelLevels, MelBank.Bands, columns, Decibels.FromPower(work.MelLevels, MelBank.Bands, columns));
        SpectralContrast.Finish(work.Contrast, work.Valley, columns);
    }

    /// <summary>Chroma at the tuning of the clip.</summary>
    public static void Chroma(CryWorkspace work, int frames)
    {
        work.TuningIndex = Tuning.Estimate(work.Peaks, ChromaBank.Classes);
        ChromaBank.ForTuning(work.TuningIndex).Apply(work.Magnitude, work.Chroma, frames);
    }

    /// <summary>The harmonic part, its tuning, its constant-Q transform and the tonal centroids.</summary>
    public static void Harmonic(CryWorkspace work, int frames, int samples)
    {
        HarmonicFilter.Apply(work.Magnitude, work.Smooth, work.Re, work.Im, frames);
        Stft.Invert(work.Re, work.Im, frames, samples, work.Harmonic.AsSpan(0, CryFrames.PaddedLength(frames)));
        work.Peaks.Clear();
        for (int t = 0; t < frames; t++)
        {
            Stft.Frame(work.Harmonic, t, work.Spectrum.Row(0), work.Spectrum.Row(1), work.Spectrum.Row(2));
            work.Peaks.Add(work.Spectrum.Row(2));
        }
        work.HarmonicTuningIndex = Tuning.Estimate(work.Peaks, ConstantQBank.Filters);
        var bank = ConstantQBank.ForTuning(work.HarmonicTuningIndex);
        ConstantQ.Transform(work.Harmonic, CryFrames.Margin, samples, frames, bank, work.Octaves, work.ConstantQ);
        Tonnetz.Project(work.ConstantQ, work.HarmonicChroma, work.Tonnetz, frames);
    }

    private static void Strip(CryWorkspace work, int first)
    {
        fixed (float* strip = work.Strip, smooth = work.SmoothStrip, magnitude = work.Magnitude.Row(first), to = work.Smooth.Row(first))
        {
            float* bins = strip + HarmonicFilter.StripOrigin;
            Transposition.ToStrip(magnitude, CryFrames.Stride, bins, CryFrames.Stride);
            MelBank.Apply(bins, work.Mel, first);
            SpectralContrast.Extremes(bins, work.Contrast, work.Valley, first);
            SpectralShape.Measure(bins, work.Scalars, first);
            HarmonicFilter.SmoothBins(bins, smooth);
            Transposition.FromStrip(smooth, to, CryFrames.Stride, CryFrames.Stride);
        }
    }

    private static void Summarise(CryWorkspace work, int frames, Span<float> values)
    {
        Span<float> levels = stackalloc float[MelBank.Bands];
        Means(work.MelLevels, frames, levels);
        Mfcc.Transform(levels, values.Slice(CryFeatureLayout.Mfcc, Mfcc.Count));
        Means(work.Chroma, frames, values.Slice(CryFeatureLayout.Chroma, ChromaBank.Classes));
        Means(work.Mel, frames, values.Slice(CryFeatureLayout.Mel, CryFeatureLayout.MelCount));
        Means(work.Contrast, frames, values.Slice(CryFeatureLayout.Contrast, SpectralContrast.Bands));
        Means(work.Tonnetz, frames, values.Slice(CryFeatureLayout.Tonnetz, Tonnetz.Count));
        Means(work.Scalars, frames, values.Slice(CryFeatureLayout.Scalars, ScalarRow.Count));
    }

    private static void Means(Plane plane, int frames, Span<float> means)
    {
        for (int row = 0; row < means.Length; row++)
            means[row] = Reduce.Mean(plane.Row(row)[..frames]);
    }
}
