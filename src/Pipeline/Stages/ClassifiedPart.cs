namespace CryApi.Pipeline;

/// <summary>The part of a clip that is classified.</summary>
/// <param name="StartSeconds">Start in seconds.</param>
/// <param name="EndSeconds">End in seconds.</param>
internal readonly record struct ClassifiedPart(double StartSeconds, double EndSeconds)
{
    /// <summary>A clip up to this length is classified whole.</summary>
    public const double WholeUpToSeconds = 10;

    /// <summary>Length of the part of a longer one: that of the clips the classifier has learnt from.</summary>
    public const double PartSeconds = 7;

    /// <summary>The whole of a short clip.</summary>
    public static ClassifiedPart Whole(double seconds) => new(0, seconds);

    /// <summary>The 7 s with the largest sum of patch probabilities; the earliest of equals.</summary>
    public static ClassifiedPart RichestInCry(DetectionTrace trace)
    {
        var timeline = trace.Timeline;
        var patches = trace.PatchProbabilities();
        var span = Math.Min((int)(PartSeconds / PatchTimeline.HopSeconds), patches.Length);
        var sum = 0.0;
        for (var p = 0; p < span; p++)
            sum += patches[p];

        var (best, bestSum) = (0, sum);
        for (var p = span; p < patches.Length; p++)
        {
            sum += patches[p] - patches[p - span];
            // A rounding error must not move the part within an even stretch.
            if (sum > bestSum + 1e-9)
                (best, bestSum) = (p - span + 1, sum);
        }

        // Patches are a coarser grid than the clip's end: what is richest at the end goes right up to it.
        var latest = timeline.DurationSeconds - PartSeconds;
        var start = best == patches.Length - span ? latest : Math.Min(best * PatchTimeline.HopSeconds, latest);
        return new(Math.Round(start, 4), Math.Round(start + PartSeconds, 4));
    }
}
