using System.Numerics.Tensors;

namespace CryApi.Pipeline;

/// <summary>
/// Turns probabilities into events. Every run of windows at or above the threshold holds an event: the run's patches whose own probability
/// reaches the threshold, or half of the run's highest where that is less, so that a cry is never lost and a strict threshold does not
/// trim it. Events that touch are one.
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
            MarkRun(timeline, w, end, patches, threshold, inside);
            w = end;
        }

        return Join(trace, inside);
    }

    private static void MarkRun(PatchTimeline timeline, int startWindow, int endWindow, double[] patches, double threshold, bool[] inside)
    {
        var start = timeline.FirstPatch(startWindow);
        var run = patches.AsSpan(start, timeline.FirstPatch(endWindow - 1) + timeline.PatchesPerWindow - start);
        var floor = Math.Min(threshold, TensorPrimitives.Max<double>(run) / 2);
        for (var p = 0; p < run.Length; p++)
            inside[start + p] |= run[p] >= floor;
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
