namespace CryApi.Pipeline;

/// <summary>
/// Turns window probabilities into events. Every run of windows at or above the threshold gives one event: the patches of the run whose own
/// probability (mean over the windows that hold them) reaches the threshold, or, where none does, those of the run's best window.
/// Events that touch are one.
/// </summary>
internal static class EventFinder
{
    /// <summary>Finds the events of a clip.</summary>
    /// <returns>Ordered, not overlapping; at least one if any window reaches the threshold.</returns>
    public static IReadOnlyList<CryEvent> Find(DetectionTrace trace, double threshold)
    {
        var timeline = trace.Timeline;
        var patches = trace.PatchProbabilities();
        var inside = new bool[timeline.PatchCount];
        for (var w = 0; w < trace.Probabilities.Length;)
        {
            if (trace.Probabilities[w] < threshold)
            {
                w++;
                continue;
            }

            var end = w;
            while (end < trace.Probabilities.Length && trace.Probabilities[end] >= threshold)
                end++;
            MarkRun(trace, w, end, patches, threshold, inside);
            w = end;
        }

        return Join(trace, inside);
    }

    private static void MarkRun(DetectionTrace trace, int start, int end, double[] patches, double threshold, bool[] inside)
    {
        var timeline = trace.Timeline;
        var marked = false;
        for (var p = timeline.FirstPatch(start); p < timeline.FirstPatch(end - 1) + timeline.PatchesPerWindow; p++)
        {
            if (patches[p] < threshold)
                continue;
            inside[p] = true;
            marked = true;
        }

        if (marked)
            return;

        var best = start;
        for (var w = start; w < end; w++)
        {
            if (trace.Probabilities[w] > trace.Probabilities[best])
                best = w;
        }

        Array.Fill(inside, true, timeline.FirstPatch(best), timeline.PatchesPerWindow);
    }

    private static List<CryEvent> Join(DetectionTrace trace, bool[] inside)
    {
        var timeline = trace.Timeline;
        var events = new List<CryEvent>();
        for (var p = 0; p < inside.Length;)
        {
            if (!inside[p])
            {
                p++;
                continue;
            }

            // A patch spans two hops, so patches with one other between them still touch.
            var end = p;
            while (end < inside.Length && (inside[end] || (end + 1 < inside.Length && inside[end + 1])))
                end++;
            events.Add(new(timeline.PatchStart(p), timeline.PatchEnd(end - 1), Highest(trace, p, end)));
            p = end;
        }

        return events;
    }

    private static double Highest(DetectionTrace trace, int firstPatch, int endPatch)
    {
        var highest = 0f;
        for (var w = 0; w < trace.Probabilities.Length; w++)
        {
            var start = trace.Timeline.FirstPatch(w);
            if (start < endPatch && start + trace.Timeline.PatchesPerWindow > firstPatch)
                highest = Math.Max(highest, trace.Probabilities[w]);
        }

        return highest;
    }
}
