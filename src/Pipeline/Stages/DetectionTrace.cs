namespace CryApi.Pipeline;

/// <summary>What the detector heard. Enough to decide again with any threshold.</summary>
/// <param name="Timeline">Where the windows lie.</param>
/// <param name="Probabilities">Probability of a cry per window, 0…1: these decide.</param>
/// <param name="PairProbabilities">The same for each two neighbouring patches (1.44 s): these tell where in a window the cry is.</param>
internal sealed record DetectionTrace(PatchTimeline Timeline, float[] Probabilities, float[] PairProbabilities)
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

    /// <summary>Probability per patch: the mean over the pairs that hold it.</summary>
    public double[] PatchProbabilities()
    {
        var patches = new double[Timeline.PatchCount];
        var last = PairProbabilities.Length - 1;
        for (var p = 0; p < patches.Length; p++)
            patches[p] = (PairProbabilities[Math.Max(p - 1, 0)] + PairProbabilities[Math.Min(p, last)]) / 2.0;
        return patches;
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
