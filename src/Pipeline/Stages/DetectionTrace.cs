namespace CryApi.Pipeline;

/// <summary>What the detector heard: one probability per window. Enough to decide again with any threshold.</summary>
/// <param name="Timeline">Where the windows lie.</param>
/// <param name="Probabilities">Probability of a cry per window, 0…1.</param>
internal sealed record DetectionTrace(PatchTimeline Timeline, float[] Probabilities)
{
    /// <summary>The clip's probability: the maximum over its windows.</summary>
    public double Maximum
    {
        get
        {
            var maximum = 0f;
            foreach (var p in Probabilities)
                maximum = Math.Max(maximum, p);
            return maximum;
        }
    }

    /// <summary>Probability per patch: the mean over the windows that hold the patch, which is high in the middle of a cry and falls towards its ends.</summary>
    public double[] PatchProbabilities()
    {
        var sum = new double[Timeline.PatchCount];
        var count = new int[Timeline.PatchCount];
        for (var w = 0; w < Probabilities.Length; w++)
        {
            var first = Timeline.FirstPatch(w);
            for (var p = first; p < first + Timeline.PatchesPerWindow; p++)
            {
                sum[p] += Probabilities[w];
                count[p]++;
            }
        }

        for (var p = 0; p < sum.Length; p++)
            sum[p] /= count[p];
        return sum;
    }

    /// <summary>Every window with its times.</summary>
    public ProbabilitySegment[] Segments()
    {
        var segments = new ProbabilitySegment[Probabilities.Length];
        for (var w = 0; w < segments.Length; w++)
        {
            var first = Timeline.FirstPatch(w);
            segments[w] = new(Timeline.PatchStart(first), Timeline.PatchEnd(first + Timeline.PatchesPerWindow - 1), Probabilities[w]);
        }

        return segments;
    }
}
