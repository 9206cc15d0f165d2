namespace CryApi.Features.Acoustics;

/// <summary>How many bursts there are and how long they and the pauses between them last.</summary>
/// <param name="Count">Bursts.</param>
/// <param name="BurstFrames">Frames in bursts.</param>
/// <param name="PauseFrames">Frames between two bursts.</param>
/// <param name="SnrDb">Level of the bursts, without the noise in them, over the noise floor, dB; null without a quiet part.</param>
internal readonly record struct BurstTiming(int Count, int BurstFrames, int PauseFrames, double? SnrDb)
{
    // Breaths drawn in and the ends of cries make up the rest of the quiet part.
    private const double FloorShare = 0.25;
    private const double MostSnr = 100;

    /// <summary>Pauses between bursts.</summary>
    public int Pauses => Math.Max(0, Count - 1);

    /// <summary>Reads the bursts that were found.</summary>
    public static BurstTiming Measure(AcousticWorkspace work)
    {
        ReadOnlySpan<bool> inBurst = work.InBurst.AsSpan(0, work.Frames);
        int count = 0, burst = 0, first = 0, last = 0;
        for (int start = 0, end; start < inBurst.Length; start = end)
        {
            end = BurstFinder.EndOfRun(inBurst, start);
            if (!inBurst[start])
                continue;
            first = count++ == 0 ? start : first;
            last = end;
            burst += end - start;
        }
        return new BurstTiming(count, burst, last - first - burst, count == 0 ? null : Snr(work, inBurst));
    }

    // The mean power in bursts, less the noise in it, over the noise: the lower quartile of the power outside.
    private static double? Snr(AcousticWorkspace work, ReadOnlySpan<bool> inBurst)
    {
        int quiet = 0;
        double loud = 0;
        for (int t = 0; t < inBurst.Length; t++)
        {
            if (inBurst[t])
                loud += work.Power[t];
            else
                work.Sorted[quiet++] = work.Power[t];
        }
        if (quiet < BurstFinder.ShortestPause)
            return null;
        Span<double> sorted = work.Sorted.AsSpan(0, quiet);
        sorted.Sort();
        double floor = Quantile.Of(sorted, FloorShare), level = loud / (inBurst.Length - quiet);
        return Math.Min(MostSnr, 10 * Math.Log10(Math.Max(level / floor - 1, 1)));
    }
}
