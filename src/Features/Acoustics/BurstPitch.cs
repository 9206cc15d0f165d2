namespace CryApi.Features.Acoustics;

/// <summary>The fundamental frequency within bursts.</summary>
/// <param name="Voiced">Voiced frames there.</param>
/// <param name="Median">Median, Hz.</param>
/// <param name="RangeSemitones">From the 25th to the 75th percentile, semitones.</param>
internal readonly record struct BurstPitch(int Voiced, double Median, double RangeSemitones)
{
    /// <summary>Reads the frames; null where none in bursts is voiced.</summary>
    public static BurstPitch? Measure(AcousticWorkspace work)
    {
        int voiced = 0;
        for (int t = 0; t < work.Frames; t++)
        {
            if (work.InBurst[t] && work.F0[t] > 0)
                work.Sorted[voiced++] = work.F0[t];
        }
        if (voiced == 0)
            return null;
        Span<double> sorted = work.Sorted.AsSpan(0, voiced);
        sorted.Sort();
        double range = 12 * Math.Log2(Quantile.Of(sorted, 0.75) / Quantile.Of(sorted, 0.25));
        return new BurstPitch(voiced, Quantile.Of(sorted, 0.5), range);
    }
}
