namespace CryApi.Features.Acoustics;

/// <summary>What the contour of the fundamental frequency is like.</summary>
/// <param name="Voiced">Voiced frames.</param>
/// <param name="Median">Median, Hz.</param>
/// <param name="P10">10th percentile, Hz.</param>
/// <param name="P90">90th percentile, Hz.</param>
/// <param name="Slope">Hz per second; null without a voiced stretch of <see cref="ShortestStretch"/> frames without a jump.</param>
/// <param name="High">Voiced frames above 1000 Hz.</param>
internal readonly record struct PitchSummary(int Voiced, double Median, double P10, double P90, double? Slope, int High)
{
    /// <summary>Frames of the shortest stretch whose slope counts.</summary>
    public const int ShortestStretch = 5;

    private const float Hyperphonation = 1000;

    // A jump from one frame to the next: of the voice to another register, or of the measurement to another octave.
    private const float JumpOctaves = 0.3f;

    /// <summary>Reads a contour; null where nothing is voiced.</summary>
    /// <param name="f0">Hz; 0 where unvoiced.</param>
    /// <param name="sorted">Scratch of as many values.</param>
    public static PitchSummary? Measure(ReadOnlySpan<float> f0, Span<double> sorted)
    {
        double? slope = MeanSlope(f0, sorted);
        int voiced = 0, high = 0;
        foreach (float hz in f0)
        {
            if (hz > 0)
                sorted[voiced++] = hz;
            high += hz > Hyperphonation ? 1 : 0;
        }
        if (voiced == 0)
            return null;
        sorted = sorted[..voiced];
        sorted.Sort();
        return new PitchSummary(voiced, Quantile.Of(sorted, 0.5), Quantile.Of(sorted, 0.1), Quantile.Of(sorted, 0.9), slope, high);
    }

    // The mean over voiced stretches without a jump, weighted by their length.
    private static double? MeanSlope(ReadOnlySpan<float> f0, Span<double> scratch)
    {
        double sum = 0;
        int weight = 0;
        for (int start = 0, end; start < f0.Length; start = end)
        {
            end = EndOfStretch(f0, start);
            if (f0[start] == 0 || end - start < ShortestStretch)
                continue;
            sum += (end - start) * MedianSlope(f0[start..end], scratch);
            weight += end - start;
        }
        return weight == 0 ? null : sum / weight;
    }

    // After frames that are all unvoiced, or all voiced without a jump.
    private static int EndOfStretch(ReadOnlySpan<float> f0, int start)
    {
        int end = start + 1;
        while (end < f0.Length && (f0[end] > 0) == (f0[start] > 0) && !(Math.Abs(MathF.Log2(f0[end] / f0[end - 1])) > JumpOctaves))
            end++;
        return end;
    }

    // The median of the slopes from each frame of the first half to its counterpart in the second: H. Theil's "incomplete" method (1950).
    private static double MedianSlope(ReadOnlySpan<float> f0, Span<double> scratch)
    {
        int half = f0.Length / 2, apart = f0.Length - half;
        Span<double> slopes = scratch[..half];
        for (int i = 0; i < half; i++)
            slopes[i] = (f0[i + apart] - f0[i]) / (apart * AcousticFrames.Step);
        slopes.Sort();
        return Quantile.Of(slopes, 0.5);
    }
}
