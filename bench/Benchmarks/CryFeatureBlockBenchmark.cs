using BenchmarkDotNet.Attributes;
using CryApi.Features.Cry;

namespace CryApi.Benchmarks;

/// <summary>Each block of the 111 cry features alone, beside all of them, for the sample of 7 s. The ratio is a block's share.</summary>
/// <remarks>
/// Beside the blocks there are the means over time and the transposing of spectra into strips; they are in the whole only. The harmonic
/// part is taken of a fresh copy of the spectra each time, as it overwrites them; the copy is measured with it.
/// </remarks>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
public class CryFeatureBlockBenchmark
{
    private readonly float[] _levels = new float[MelBank.Bands];
    private readonly float[] _coefficients = new float[Mfcc.Count];
    private CryBlocks _blocks = null!;
    private CryWorkspace _work = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _blocks = new CryBlocks(await BenchmarkFiles.ReadCryAsync(7));
        _work = _blocks.Work;
    }

    [Benchmark(Baseline = true)]
    public void All() => _blocks.All();

    /// <summary>Zero-crossing rate and RMS, from the waveform, which is copied first.</summary>
    [Benchmark]
    public void ZcrRms() => WaveformMeasures.Measure(_work.Load(_blocks.Samples), _blocks.Frames, _work.Blocks, _work.Scalars);

    /// <summary>The short-time Fourier transform.</summary>
    [Benchmark]
    public void Spectra() => _blocks.Transform();

    [Benchmark]
    public void MelMfcc()
    {
        _blocks.Mel();
        for (int band = 0; band < MelBank.Bands; band++)
            _work.Mel.Row(band)[.._blocks.Columns].CopyTo(_work.MelLevels.Row(band));
        float largest = Decibels.FromPower(_work.MelLevels, MelBank.Bands, _blocks.Columns);
        Decibels.Clip(_work.MelLevels, MelBank.Bands, _blocks.Columns, largest);
        for (int band = 0; band < MelBank.Bands; band++)
            _levels[band] = Reduce.Mean(_work.MelLevels.Row(band)[.._blocks.Frames]);
        Mfcc.Transform(_levels, _coefficients);
    }

    [Benchmark]
    public void Contrast()
    {
        _blocks.Extremes();
        SpectralContrast.Finish(_work.Contrast, _work.Valley, _blocks.Columns);
    }

    /// <summary>Centroid, bandwidth, roll-off and flatness.</summary>
    [Benchmark]
    public void Shape() => _blocks.Shape();

    /// <summary>Peaks of the spectra, tuning, chroma.</summary>
    [Benchmark]
    public void ChromaTuning()
    {
        _work.Peaks.Clear();
        for (int t = 0; t < _blocks.Frames; t++)
            _work.Peaks.Add(_work.Magnitude.Row(t));
        CryAnalysis.Chroma(_work, _blocks.Frames);
    }

    /// <summary>Medians over frequency and over time, mask, and the signal of what is left.</summary>
    [Benchmark]
    public void Hpss()
    {
        _blocks.RestoreSpectra();
        _blocks.SmoothBins();
        HarmonicFilter.Apply(_work.Magnitude, _work.Smooth, _work.Re, _work.Im, _blocks.Frames);
        Span<float> harmonic = _work.Harmonic.AsSpan(0, CryFrames.PaddedLength(_blocks.Frames));
        Stft.Invert(_work.Re, _work.Im, _blocks.Frames, _blocks.Samples.Length, harmonic);
    }

    /// <summary>Spectra of the harmonic part, their peaks and tuning.</summary>
    [Benchmark]
    public int HarmonicTuning()
    {
        Plane spectrum = _work.Spectrum;
        _work.Peaks.Clear();
        for (int t = 0; t < _blocks.Frames; t++)
        {
            Stft.Frame(_work.Harmonic, t, spectrum.Row(0), spectrum.Row(1), spectrum.Row(2));
            _work.Peaks.Add(spectrum.Row(2));
        }
        return Tuning.Estimate(_work.Peaks, ConstantQBank.Filters);
    }

    /// <summary>The constant-Q transform of the harmonic part.</summary>
    [Benchmark]
    public void ConstantQTransform() => ConstantQ.Transform(
        _work.Harmonic,
        CryFrames.Margin,
        _blocks.Samples.Length,
        _blocks.Frames,
        ConstantQBank.ForTuning(_work.HarmonicTuningIndex),
        _work.Octaves,
        _work.ConstantQ);

    /// <summary>Chroma and tonal centroids from that.</summary>
    [Benchmark]
    public void TonalCentroids() => Tonnetz.Project(_work.ConstantQ, _work.HarmonicChroma, _work.Tonnetz, _blocks.Frames);
}
