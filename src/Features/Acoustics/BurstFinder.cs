namespace CryApi.Features.Acoustics;

/// <summary>
/// Finds the bursts of crying, one per expiration, in the intensity contour: stretches above a threshold, as Praat's "To TextGrid
/// (silences)" finds them. Pauses shorter than 0.1 s are bridged, then sounds shorter than 0.2 s, such as breaths drawn in, dropped.
/// </summary>
/// <remarks>
/// The threshold lies below the level that the loudest 0.25 s reach (or 5 % of the clip, if that is less), so that a click does not
/// move it: by half the distance to the level of the quietest 5 %, but by 6 dB at least, so that steady noise is one sound, and by 15 dB at
/// most, so that the breath drawn between two cries parts them.
/// </remarks>
internal static class BurstFinder
{
    /// <summary>Frames of the shortest burst, 0.2 s.</summary>
    public const int ShortestBurst = 20;

    /// <summary>Frames of the shortest pause, 0.1 s.</summary>
    public const int ShortestPause = 10;

    private const int LoudestFrames = 25;
    private const double LoudestShare = 0.05;
    private const double QuietestShare = 0.05;
    private const double LeastDepth = 6;
    private const double MostDepth = 15;

    // Digital silence, against samples of 0.5 to 1 at the peak: above what float32 leaves of a constant, below the rounding of 24 bits.
    private const double Nothing = 1e-16;

    /// <summary>Fills <see cref="AcousticWorkspace.InBurst"/>.</summary>
    public static void Find(AcousticWorkspace work)
    {
        Span<bool> inBurst = work.InBurst.AsSpan(0, work.Frames);
        inBurst.Clear();
        if (work.Frames == 0 || work.Peak == 0)
            return;
        double threshold = Threshold(work.Power.AsSpan(0, work.Frames), work.Sorted.AsSpan(0, work.Frames));
        for (int t = 0; t < inBurst.Length; t++)
            inBurst[t] = work.Power[t] >= threshold;
        if (inBurst.Contains(true))
            Drop(inBurst, false, ShortestPause);
        Drop(inBurst, true, ShortestBurst);
    }

    /// <summary>The end of the run of equal values that starts here.</summary>
    public static int EndOfRun(ReadOnlySpan<bool> values, int start)
    {
        int length = values[start..].IndexOf(!values[start]);
        return length < 0 ? values.Length : start + length;
    }

    private static double Threshold(ReadOnlySpan<double> power, Span<double> sorted)
    {
        power.CopyTo(sorted);
        sorted.Sort();
        double share = Math.Min(LoudestShare, (double)LoudestFrames / sorted.Length);
        double loud = 10 * Math.Log10(Math.Max(Nothing, Quantile.Of(sorted, 1 - share)));
        double quiet = 10 * Math.Log10(Math.Max(Nothing, Quantile.Of(sorted, QuietestShare)));
        return Math.Pow(10, (loud - Math.Clamp((loud - quiet) / 2, LeastDepth, MostDepth)) / 10);
    }

    // Turns runs of a value that are too short into the other.
    private static void Drop(Span<bool> values, bool value, int shortest)
    {
        for (int start = 0, end; start < values.Length; start = end)
        {
            end = EndOfRun(values, start);
            if (values[start] == value && end - start < shortest)
                values[start..end].Fill(!value);
        }
    }
}
