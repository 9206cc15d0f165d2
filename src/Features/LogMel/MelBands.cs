namespace CryApi.Features;

/// <summary>
/// The 64 triangular mel bands of the YAMNet front end: mel(f) = 1127·ln(1 + f/700), 66 edges equally spaced in mel from
/// mel(125 Hz) to mel(7500 Hz), triangles linear in mel, no normalisation.
/// </summary>
/// <remarks>Only the non-zero weights are kept: a bin lies under at most two triangles, so 64×257 has about 470 of them.</remarks>
internal sealed class MelBands
{
    private const double LowestHz = 125;
    private const double HighestHz = 7500;

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
        }

        _firstWeight[PatchGeometry.Bands] = weights.Count;
        _weights = [.. weights];
    }

    /// <summary>Sums a magnitude spectrum into the 64 bands.</summary>
    /// <param name="magnitude">|X| of every bin, [bins].</param>
    /// <param name="bands">Receives [64].</param>
    public void Apply(ReadOnlySpan<float> magnitude, Span<float> bands)
    {
        for (int band = 0; band < PatchGeometry.Bands; band++)
        {
            int start = _firstWeight[band];
            ReadOnlySpan<float> weights = _weights.AsSpan(start, _firstWeight[band + 1] - start);
            ReadOnlySpan<float> bins = magnitude.Slice(_firstBin[band], weights.Length);
            float sum = 0;
            for (int i = 0; i < weights.Length; i++)
                sum += weights[i] * bins[i];
            bands[band] = sum;
        }
    }

    private static double Mel(double hz) => 1127 * Math.Log(1 + (hz / 700));
}
