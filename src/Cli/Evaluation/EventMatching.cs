namespace CryApi.Cli;

/// <summary>Which found event stands for which true one.</summary>
internal static class EventMatching
{
    /// <summary>
    /// One-to-one pairs with an intersection over union of at least <paramref name="least"/>, the best first. From 0.5 on greed loses
    /// nothing: more than half of both can be shared with one event only, as events of one kind do not overlap.
    /// </summary>
    /// <param name="truth">True events, not overlapping.</param>
    /// <param name="found">Found events, not overlapping.</param>
    /// <param name="least">Smallest intersection over union, above 0.</param>
    public static List<(EventTimes Truth, EventTimes Found)> Match(
        IReadOnlyList<EventTimes> truth, IReadOnlyList<EventTimes> found, double least)
    {
        var candidates =
            from t in Enumerable.Range(0, truth.Count)
            from f in Enumerable.Range(0, found.Count)
            let overlap = truth[t].Overlap(found[f])
            where overlap >= least
            orderby overlap descending
            select (t, f);
        var (usedTruth, usedFound) = (new HashSet<int>(), new HashSet<int>());
        var pairs = new List<(EventTimes, EventTimes)>();
        foreach (var (t, f) in candidates)
        {
            if (usedTruth.Contains(t) || usedFound.Contains(f))
                continue;
            usedTruth.Add(t);
            usedFound.Add(f);
            pairs.Add((truth[t], found[f]));
        }

        return pairs;
    }
}
