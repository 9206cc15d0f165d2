using System.Numerics.Tensors;

namespace CryApi.Pipeline;

/// <summary>
/// Turns probabilities into events. Every run of windows at or above the threshold holds one: where the run's patches reach the threshold,
/// or the run's highest where that is less, so that a cry is never lost; and on both sides of there as long as patches stay at or above
/// the off level. Bounds lie where a straight line between two patches crosses that level, which is finer than the patches are.
/// </summary>
internal static class EventFinder
{
    /// <summary>Finds the events of a clip.</summary>
    /// <param name="trace">What the detector heard.</param>
    /// <param name="threshold">The threshold of windows and patches.</param>
    /// <param name="options">Everything else.</param>
    /// <returns>Ordered, not overlapping; at least one if any window reaches the threshold.</returns>
    public static IReadOnlyList<CryEvent> Find(DetectionTrace trace, double threshold, EventOptions options)
    {
        var patches = trace.PatchProbabilities();
        var stretches = new List<Stretch>();
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
            AddRun(trace.Timeline, patches, w, end, threshold, options, stretches);
            w = end;
        }

        var events = Joined(stretches, options.GapSeconds)
            .Select(s => new CryEvent(s.Start, s.End, Highest(trace, s.FirstPatch, s.EndPatch)))
            .ToList();
        var best = events.MaxBy(e => (e.MaxProbability, e.EndSeconds - e.StartSeconds));
        events.RemoveAll(e => e != best && e.EndSeconds - e.StartSeconds < options.MinSeconds);
        return events;
    }

    private static void AddRun(
        PatchTimeline timeline, double[] patches, int startWindow, int endWindow, double threshold, EventOptions options, List<Stretch> stretches)
    {
        var start = timeline.FirstPatch(startWindow);
        var end = timeline.FirstPatch(endWindow - 1) + timeline.PatchesPerWindow;
        var on = Math.Min(threshold, TensorPrimitives.Max<double>(patches.AsSpan(start, end - start)));
        var off = options.OffShare * on;

        // A level that was lowered for this run says nothing about what lies outside it.
        var (lowest, highest) = on < threshold ? (start, end) : (0, patches.Length);
        for (var p = start; p < end; p++)
        {
            if (patches[p] < on)
                continue;
            var (first, after) = (p, p + 1);
            while (first > lowest && patches[first - 1] >= off)
                first--;
            while (after < highest && patches[after] >= off)
                after++;
            stretches.Add(Bounded(timeline, patches, first, after, off, options.TrimSeconds));
            p = after;
        }
    }

    private static Stretch Bounded(PatchTimeline timeline, double[] patches, int first, int after, double level, double trim)
    {
        var (atStart, atEnd) = (first == 0, after == patches.Length);
        var start = atStart ? 0 : Crossing(patches, first, first - 1, level) + trim;
        var end = atEnd ? timeline.DurationSeconds : Crossing(patches, after - 1, after, level) - trim;
        if (!(atStart && atEnd) && end - start < PatchTimeline.HopSeconds)
        {
            var middle = (start + end) / 2;
            start = Math.Max(0, Math.Min(start, middle - (PatchTimeline.HopSeconds / 2)));
            end = Math.Min(timeline.DurationSeconds, Math.Max(end, middle + (PatchTimeline.HopSeconds / 2)));
        }

        return new Stretch(first, after, Math.Round(start, 4), Math.Round(end, 4));
    }

    /// <summary>When the line from the centre of one patch to that of its neighbour crosses the level, seconds.</summary>
    private static double Crossing(double[] patches, int inside, int outside, double level)
    {
        var (low, high) = (patches[outside], patches[inside]);
        var share = low >= level ? 0 : (level - low) / (high - low);
        return double.Lerp(PatchTimeline.PatchCentre(outside), PatchTimeline.PatchCentre(inside), share);
    }

    private static List<Stretch> Joined(List<Stretch> stretches, double gap)
    {
        var joined = new List<Stretch>();
        foreach (var next in stretches.OrderBy(s => s.Start))
        {
            if (joined.Count > 0 && next.Start - joined[^1].End <= gap)
                joined[^1] = joined[^1].With(next);
            else
                joined.Add(next);
        }

        return joined;
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

    /// <summary>Patches that belong together, and when it begins and ends there, seconds.</summary>
    private readonly record struct Stretch(int FirstPatch, int EndPatch, double Start, double End)
    {
        public Stretch With(Stretch other) => new(
            Math.Min(FirstPatch, other.FirstPatch),
            Math.Max(EndPatch, other.EndPatch),
            Math.Min(Start, other.Start),
            Math.Max(End, other.End));
    }
}
