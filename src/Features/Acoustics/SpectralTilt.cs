namespace CryApi.Features.Acoustics;

/// <summary>
/// How fast the harmonics get weaker: the slope of the line through the level of each in dB over log₂ of its number, weighted by one over
/// the number so that every octave counts alike.
/// </summary>
/// <remarks>
/// Harmonic k has the power from (k − ½)·f to (k + ½)·f in the long-term spectrum, f the median fundamental frequency; those that end at
/// 3400 Hz or below count. What lies between harmonics, and that a high voice has nothing below its fundamental, moves nothing.
/// </remarks>
internal static class SpectralTilt
{
    private const double BinHz = (double)AcousticFrames.SampleRate / PitchCandidates.FftSize;
    private const double HighestHz = 3400;

    // Bands further below the strongest count as that far below.
    private const double Range = 1e-12;

    /// <summary>The tilt, dB per octave; null with fewer than two harmonics in the band, or no power there.</summary>
    /// <param name="power">Power per bin.</param>
    /// <param name="f0">Median fundamental frequency, Hz.</param>
    public static double? Of(ReadOnlySpan<float> power, double f0)
    {
        // What is measured must fit: 3400/150 Hz.
        Span<double> bands = stackalloc double[(int)(HighestHz / AcousticFrames.Floor) + 1];
        bands = bands[..Math.Clamp((int)(HighestHz / f0 - 0.5), 0, bands.Length)];
        Split(power, f0, bands);
        double strongest = 0;
        foreach (double band in bands)
            strongest = Math.Max(strongest, band);
        if (bands.Length < 2 || strongest == 0)
            return null;

        double weights = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (int k = 1; k <= bands.Length; k++)
        {
            double weight = 1.0 / k, x = Math.Log2(k), y = 10 * Math.Log10(Math.Max(Range, bands[k - 1] / strongest));
            weights += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXX += weight * x * x;
            sumXY += weight * x * y;
        }
        return (weights * sumXY - sumX * sumY) / (weights * sumXX - sumX * sumX);
    }

    // The power around each harmonic: the difference of the running sum at its edges.
    private static void Split(ReadOnlySpan<float> power, double f0, Span<double> bands)
    {
        double sum = 0, below = 0;
        int bin = 0;
        for (int k = 0; k <= bands.Length; k++)
        {
            // Bin b reaches from b − ½ to b + ½.
            double edge = (k + 0.5) * f0 / BinHz + 0.5;
            while (bin < (int)edge)
                sum += power[bin++];
            double reached = sum + (edge - bin) * power[bin];
            if (k > 0)
                bands[k - 1] = reached - below;
            below = reached;
        }
    }
}
