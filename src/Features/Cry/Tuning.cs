namespace CryApi.Features.Cry;

/// <summary>
/// A clip's tuning: by which fraction of a pitch bin, in steps of 1/100, its spectral peaks lie beside the notes of A4 = 440 Hz.
/// </summary>
/// <remarks>
/// Of the peaks at least as large as the median one, r = frac(b·log2(pitch/27.5)), less 1 from ½ on, with b bins per octave; the tuning is
/// the left edge of the first fullest of 100 histogram bins over [−½, ½].
/// </remarks>
internal static class Tuning
{
    /// <summary>Possible tunings: index i stands for −½ + i/100.</summary>
    public const int Steps = 100;

    /// <summary>The index of tuning 0.</summary>
    public const int Centre = Steps / 2;

    private const double LowestA = 27.5;

    /// <summary>The tuning an index stands for, in bins.</summary>
    public static double FromIndex(int index) => -0.5 + index * 0.01;

    /// <summary>The index of the tuning of a clip; <see cref="Centre"/> where it has no peaks.</summary>
    /// <param name="peaks">The clip's peaks.</param>
    /// <param name="binsPerOctave">Pitch bins per octave: 12 or 36.</param>
    public static int Estimate(SpectralPeaks peaks, int binsPerOctave)
    {
        if (peaks.Count == 0)
            return Centre;
        ReadOnlySpan<float> sizes = peaks.Sizes, positions = peaks.Positions;
        float median = Median.Of(sizes);
        Span<int> histogram = stackalloc int[Steps];
        histogram.Clear();
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] >= median)
                histogram[Slot(binsPerOctave * Math.Log2(positions[i] * (double)CryFrames.BinHz / LowestA))]++;
        }
        int fullest = 0;
        for (int i = 1; i < Steps; i++)
        {
            if (histogram[i] > histogram[fullest])
                fullest = i;
        }
        return fullest;
    }

    private static int Slot(double bins)
    {
        double residual = bins - Math.Floor(bins);
        if (residual >= 0.5)
            residual--;
        int slot = Math.Clamp((int)((residual + 0.5) * Steps), 0, Steps - 1);

        // The edges are rounded numbers themselves; a residual belongs where they say.
        if (residual < FromIndex(slot))
            slot--;
        else if (slot + 1 < Steps && residual >= FromIndex(slot + 1))
            slot++;
        return Math.Max(0, slot);
    }
}
