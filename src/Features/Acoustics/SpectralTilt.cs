namespace CryApi.Features.Acoustics;

/// <summary>
/// How fast the long-term spectrum falls: the slope of the line through its level in dB over log₂ of the frequency, from 200 to 3400 Hz,
/// each bin weighted by 1/f so that every octave counts alike.
/// </summary>
internal static class SpectralTilt
{
    private const double BinHz = (double)AcousticFrames.SampleRate / PitchCandidates.FftSize;
    private const int First = (int)(200 / BinHz) + 1;
    private const int Last = (int)(3400 / BinHz);

    // Bins further below the strongest count as that far below.
    private const double Range = 1e-12;

    /// <summary>The tilt, dB per octave; null where there is no power in the band.</summary>
    /// <param name="power">Power per bin.</param>
    public static double? Of(ReadOnlySpan<float> power)
    {
        double strongest = 0;
        for (int k = First; k <= Last; k++)
            strongest = Math.Max(strongest, power[k]);
        if (strongest == 0)
            return null;

        double weights = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (int k = First; k <= Last; k++)
        {
            double weight = 1.0 / k, x = Math.Log2(k), y = 10 * Math.Log10(Math.Max(Range, power[k] / strongest));
            weights += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXX += weight * x * x;
            sumXY += weight * x * y;
        }
        return (weights * sumXY - sumX * sumY) / (weights * sumXX - sumX * sumX);
    }
}
