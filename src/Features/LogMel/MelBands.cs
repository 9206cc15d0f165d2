using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features;

/// <summary>
/// The 64 triangular mel bands of the YAMNet front end: mel(f) = 1127·ln(1 + f/700), 66 edges equally spaced in mel from
/// mel(125 Hz) to mel(7500 Hz), triangles linear in mel, no normalisation.
/// </summary>
/// <remarks>
/// Only the non-zero weights are kept, each band's filled up with zeros to whole vectors: a bin lies under at most two triangles, so 64×257
/// has about 470 of them.
/// </remarks>
internal sealed class MelBands
{
    private const double LowestHz = 125;
    private const double HighestHz = 7500;
    private const int Lanes = 8;

    private readonly int[] _firstBin = new int[PatchGeometry.Bands];
    private readonly int[] _firstWeight = new int[PatchGeometry.Bands + 1];
    private readonly float[] _weights;

    /// <summary>Builds the bands for a spectrum of <paramref name="bins"/> bins from 0 Hz to half the sample rate.</summary>
    public MelBands(int bins)
    {
        double low = Mel(LowestHz);
        double step = (Mel(HighestHz) - low) / (PatchGeometry.Bands + 1);
        double binHz = PatchGeometry.SampleRate / 2.0 / (bins - 1);
        var weights = new List<float>();
        for (int band = 0; band < PatchGeometry.Bands; band++)
        {
            double lower = low + (band * step);
            _firstWeight[band] = weights.Count;
            // Bin 0 (the mean of the frame) has weight 0 in every band.
            for (int bin = 1; bin < bins; bin++)
            {
                double mel = Mel(bin * binHz);
                double weight = Math.Min((mel - lower) / step, (lower + (2 * step) - mel) / step);
                if (weight <= 0)
                    continue;
                if (weights.Count == _firstWeight[band])
                    _firstBin[band] = bin;
                weights.Add((float)weight);
            }

            while (weights.Count % Lanes != 0)
                weights.Add(0);
            SpectrumLength = Math.Max(SpectrumLength, _firstBin[band] + weights.Count - _firstWeight[band]);
        }

        _firstWeight[PatchGeometry.Bands] = weights.Count;
        _weights = [.. weights];
    }

    /// <summary>Values that <see cref="Apply"/> reads: up to seven of them lie beyond the bins.</summary>
    public int SpectrumLength { get; }

    /// <summary>Sums a magnitude spectrum into the 64 bands.</summary>
    /// <param name="magnitude">|X| of every bin, then anything finite, at least [<see cref="SpectrumLength"/>].</param>
    /// <param name="bands">Receives [64].</param>
    public void Apply(ReadOnlySpan<float> magnitude, Span<float> bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(magnitude.Length, SpectrumLength, nameof(magnitude));
        ref float bins = ref MemoryMarshal.GetReference(magnitude);
        ref float weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        int at = 0;
        for (int band = 0; band < PatchGeometry.Bands; band++)
        {
            nuint bin = (nuint)_firstBin[band];
            Vector256<float> sum = Vector256<float>.Zero;
            for (int end = _firstWeight[band + 1]; at < end; at += Lanes, bin += Lanes)
                sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref weights, (nuint)at), Vector256.LoadUnsafe(ref bins, bin), sum);
            bands[band] = Vector256.Sum(sum);
        }
    }

    private static double Mel(double hz) => 1127 * Math.Log(1 + (hz / 700));
}
