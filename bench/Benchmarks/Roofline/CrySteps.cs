using CryApi.Features.Cry;

namespace CryApi.Benchmarks.Roofline;

/// <summary>
/// The steps of the 111 features of one clip. With T frames of 1,025 bins: a real transform of length N takes 5/2·N·log2 N operations, a median of
/// 31 that shares its order with the fifteen beside it 31 minima and maxima.
/// </summary>
internal static unsafe class CrySteps
{
    private const double Bins = CryFrames.Bins;
    private const double MedianOperations = RunningMedian.Length;

    // Bins of each band times the values kept on each side; each costs a minimum and a maximum in either list.
    private const double ContrastOperations = 4 * (25 + 26 + 51 + (102 * 2) + (205 * 4) + (410 * 8) + (206 * 4));

    /// <summary>All of them.</summary>
    public static IEnumerable<Step> Of(CryBlocks blocks)
    {
        CryWorkspace work = blocks.Work;
        int frames = blocks.Frames, samples = blocks.Samples.Length, octave = ConstantQBank.FftSize;
        double values = frames * Bins, plane = 4 * values;
        double transform = Transform(CryFrames.FftSize) + (2 * CryFrames.FftSize);
        ConstantQBank bank = ConstantQBank.ForTuning(work.HarmonicTuningIndex);
        double weights = bank.Offset[^1];
        CryBlocks.StripWork mel = (bins, first) => MelBank.Apply(bins, work.Mel, first);
        CryBlocks.StripWork contrast = (bins, first) => SpectralContrast.Extremes(bins, work.Contrast, work.Valley, first);
        CryBlocks.StripWork shape = (bins, first) => SpectralShape.Measure(bins, work.Scalars, first);
        CryBlocks.StripWork smooth = (bins, _) => Smooth(bins, work);
        return
        [
            new("zero crossings, RMS", 4.0 * samples, false, 4.0 * samples, () => WaveformMeasures.Measure(work.Load(blocks.Samples), frames, work.Blocks, work.Scalars)),
            new("STFT, float64", frames * (transform + (4 * Bins)), true, (4.0 * samples) + (3 * plane), blocks.Transform),
            new("mel, sparse", 5 * values, false, plane, () => blocks.ForEachStrip(mel)),
            new("spectral contrast", frames * ContrastOperations, false, plane, () => blocks.ForEachStrip(contrast)),
            new("centroid, bandwidth, roll-off, flatness", 12 * values, false, plane, () => blocks.ForEachStrip(shape)),
            new("levels in dB", 2.0 * MelBank.Bands * frames, false, 8.0 * MelBank.Bands * frames, () => CryAnalysis.Levels(work, frames)),
            new("chroma with tuning", values * 2 * ChromaBank.Classes, false, plane, () => CryAnalysis.Chroma(work, frames)),
            new("medians over frequency", values * MedianOperations, false, 2 * plane, () => blocks.ForEachStrip(smooth)),
            new("medians over time, mask", values * (MedianOperations + 12), false, 6 * plane, () => Mask(blocks)),
            new("inverse STFT", frames * (transform + CryFrames.FftSize), false, (2 * plane) + (4.0 * samples), () => Invert(blocks)),
            new("STFT of the harmonic part, float64", frames * (transform + (4 * Bins)), true, 4.0 * samples, () => Again(blocks)),
            new("constant-Q transform", 7.0 * frames * (Transform(octave) + (8 * weights)) + (8.0 * samples), false, (8.0 * samples) + (4.0 * ConstantQ.Bins * frames), () => ConstantQ.Transform(work.Harmonic, CryFrames.Margin, samples, frames, bank, work.Octaves, work.ConstantQ)),
            new("tonal centroids", frames * (ConstantQ.Bins + 200.0), false, 4.0 * ConstantQ.Bins * frames, () => Tonnetz.Project(work.ConstantQ, work.HarmonicChroma, work.Tonnetz, frames)),
        ];
    }

    private static double Transform(double size) => 2.5 * size * Math.Log2(size);

    private static void Smooth(float* bins, CryWorkspace work)
    {
        fixed (float* smooth = work.SmoothStrip)
            HarmonicFilter.SmoothBins(bins, smooth);
    }

    private static void Invert(CryBlocks blocks) =>
        Stft.Invert(blocks.Re, blocks.Im, blocks.Frames, blocks.Samples.Length, blocks.Work.Harmonic.AsSpan(0, CryFrames.PaddedLength(blocks.Frames)));

    // On fresh spectra, as masks upon masks would lead to numbers that processors are slow with; the copy is measured with it.
    private static void Mask(CryBlocks blocks)
    {
        blocks.RestoreSpectra();
        HarmonicFilter.Apply(blocks.Work.Magnitude, blocks.Work.Smooth, blocks.Work.Re, blocks.Work.Im, blocks.Frames);
    }

    private static void Again(CryBlocks blocks)
    {
        for (int t = 0; t < blocks.Frames; t++)
            Stft.Frame(blocks.Work.Harmonic, t, blocks.Work.Spectrum.Row(0), blocks.Work.Spectrum.Row(1), blocks.Work.Spectrum.Row(2));
    }
}
