using System.Numerics;
using System.Runtime.Intrinsics;

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

    // In steps; some 10⁵ times what rounding can do.
    private const double NearEdge = 1e-6;

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
        int peak = 0;
        for (; peak + Vector256<double>.Count <= sizes.Length; peak += Vector256<double>.Count)
            Count(positions.Slice(peak, Vector256<double>.Count), sizes.Slice(peak, Vector256<double>.Count), median, binsPerOctave, histogram);
        for (; peak < sizes.Length; peak++)
        {
            if (sizes[peak] >= median)
                histogram[Slot(positions[peak], binsPerOctave)]++;
        }
        int fullest = 0;
        for (int i = 1; i < Steps; i++)
        {
            if (histogram[i] > histogram[fullest])
                fullest = i;
        }
        return fullest;
    }

    // Four logarithms at once are not rounded as one alone is: a peak that lies near an edge is looked at again.
    private static void Count(ReadOnlySpan<float> positions, ReadOnlySpan<float> sizes, float median, int binsPerOctave, Span<int> histogram)
    {
        (Vector256<double> position, _) = Vector256.Widen(Vector128.Create(positions).ToVector256());
        Vector256<double> bins = Vector256.Log2(position * (CryFrames.BinHz / LowestA)) * binsPerOctave + Vector256.Create(0.5);
        Vector256<double> steps = (bins - Vector256.Floor(bins)) * Steps;
        Vector256<double> slots = Vector256.Floor(steps);
        Vector256<double> fromMiddle = Vector256.Abs(steps - slots - Vector256.Create(0.5));
        uint nearEdge = Vector256.GreaterThan(fromMiddle, Vector256.Create(0.5 - NearEdge)).ExtractMostSignificantBits();
        uint large = Vector128.GreaterThanOrEqual(Vector128.Create(sizes), Vector128.Create(median)).ExtractMostSignificantBits();
        for (; large != 0; large &= large - 1)
        {
            int i = BitOperations.TrailingZeroCount(large);
            histogram[(nearEdge >> i & 1) != 0 ? Slot(positions[i], binsPerOctave) : (int)slots[i]]++;
        }
    }

    private static int Slot(float position, int binsPerOctave)
    {
        double bins = binsPerOctave * Math.Log2(position * (double)CryFrames.BinHz / LowestA);
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
