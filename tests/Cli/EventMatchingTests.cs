using CsCheck;

namespace CryApi.Cli.Tests;

public class EventMatchingTests
{
    private static readonly Gen<EventTimes[]> Events =
        from bounds in Gen.Double[0, 60].Array[0, 12]
        let sorted = bounds.Distinct().Order().ToArray()
        select Enumerable.Range(0, sorted.Length / 2).Select(i => new EventTimes(sorted[2 * i], sorted[(2 * i) + 1])).ToArray();

    [Theory]
    [InlineData(0, 2, 1, 3, 1 / 3.0)]
    [InlineData(0, 2, 2, 3, 0)]
    [InlineData(0, 4, 1, 2, 0.25)]
    [InlineData(1, 2, 1, 2, 1)]
    public void Overlap_is_intersection_over_union(double start, double end, double otherStart, double otherEnd, double expected)
    {
        var (a, b) = (new EventTimes(start, end), new EventTimes(otherStart, otherEnd));
        Assert.Equal(expected, a.Overlap(b), 12);
        Assert.Equal(expected, b.Overlap(a), 12);
    }

    [Fact]
    public void Matches_are_one_to_one_and_overlap_enough() =>
        Gen.Select(Events, Events, Gen.Double[0.05, 1]).Sample((truth, found, least) =>
        {
            var pairs = EventMatching.Match(truth, found, least);
            Assert.All(pairs, p => Assert.True(p.Truth.Overlap(p.Found) >= least));
            Assert.Equal(pairs.Count, pairs.Select(p => p.Truth).Distinct().Count());
            Assert.Equal(pairs.Count, pairs.Select(p => p.Found).Distinct().Count());
        });

    [Fact]
    public void From_one_half_on_no_matching_is_larger() =>
        Gen.Select(Events, Events, Gen.Double[0.5, 1]).Sample((truth, found, least) =>
            Assert.Equal(Largest(truth, found, least, 0, new bool[found.Length]), EventMatching.Match(truth, found, least).Count));

    // Every way to match, tried.
    private static int Largest(EventTimes[] truth, EventTimes[] found, double least, int t, bool[] used)
    {
        if (t == truth.Length)
            return 0;
        var best = Largest(truth, found, least, t + 1, used);
        for (var f = 0; f < found.Length; f++)
        {
            if (used[f] || truth[t].Overlap(found[f]) < least)
                continue;
            used[f] = true;
            best = Math.Max(best, 1 + Largest(truth, found, least, t + 1, used));
            used[f] = false;
        }

        return best;
    }
}
