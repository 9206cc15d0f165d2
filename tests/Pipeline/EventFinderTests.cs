using CsCheck;

namespace CryApi.Pipeline.Tests;

public class EventFinderTests
{
    private static readonly DetectionWindow Window = new(6, 2, 3.36, 0.96);

    private static readonly Gen<DetectionTrace> Traces =
        from samples in Gen.Int[1, 60 * 16_000]
        from patches in Gen.Int[1, 8]
        from hop in Gen.Int[1, patches]
        let window = new DetectionWindow(patches, hop, 0, 0)
        let timeline = new PatchTimeline(Features.PatchGeometry.PatchCount(samples), samples / 16_000.0, window)
        from probabilities in Gen.Float[0, 1].Array[timeline.WindowCount]
        from pairs in Gen.Float[0, 1].Array[timeline.PairCount]
        select new DetectionTrace(timeline, probabilities, pairs);

    private static readonly EventOptions Defaults = new();

    private static readonly Gen<EventOptions> AnyOptions =
        from share in Gen.Double[0.01, 1]
        from trim in Gen.Double[0, 1]
        from gap in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 10])
        from min in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 60])
        select new EventOptions { OffShare = share, TrimSeconds = trim, GapSeconds = gap, MinSeconds = min };

    [Fact]
    public void A_cry_has_events_and_no_cry_has_none() =>
        Gen.Select(Traces, Gen.Double[0, 1], AnyOptions).Sample((trace, threshold, options) =>
        {
            var events = EventFinder.Find(trace, threshold, options);
            Assert.Equal(trace.Maximum >= threshold, events.Count > 0);
        });

    [Fact]
    public void Events_are_ordered_apart_and_within_the_clip() =>
        Gen.Select(Traces, Gen.Double[0, 1], AnyOptions).Sample((trace, threshold, options) =>
        {
            var last = -1.0;
            foreach (var e in EventFinder.Find(trace, threshold, options))
            {
                Assert.True(e.StartSeconds >= 0 && e.StartSeconds > last);
                Assert.True(e.EndSeconds > e.StartSeconds || trace.Timeline.DurationSeconds < 0.001);
                Assert.True(e.EndSeconds <= trace.Timeline.DurationSeconds + 1e-4);
                Assert.True(e.MaxProbability >= threshold);
                last = e.EndSeconds;
            }
        });

    [Fact]
    public void The_best_event_has_the_clips_probability() =>
        Traces.Sample(trace => Assert.Equal(trace.Maximum, EventFinder.Find(trace, trace.Maximum, Defaults).Max(e => e.MaxProbability)));

    [Fact]
    public void Every_patch_has_a_probability() =>
        Traces.Sample(trace => Assert.All(trace.PatchProbabilities(), p => Assert.InRange(p, 0, 1)));

    [Fact]
    public void Two_cries_far_apart_are_two_events()
    {
        var timeline = new PatchTimeline(60, 29.3, Window);
        var probabilities = new float[timeline.WindowCount];
        foreach (var w in (int[])[3, 4, 5, 18, 19, 20])
            probabilities[w] = 0.9f;
        var pairs = new float[timeline.PairCount];
        foreach (var p in (int[])[8, 9, 10, 11, 40, 41])
            pairs[p] = 0.8f;
        var events = EventFinder.Find(new DetectionTrace(timeline, probabilities, pairs), 0.5, Defaults with { OffShare = 0.2, TrimSeconds = 0 });

        // Pairs 8 to 11 make the patches 8 to 12, of 0.4 and 0.8; the line to their neighbours of 0 crosses 0.1 after a quarter of a hop before
        // the middle of patch 8, which is at 4.32 s. Likewise 40 and 41.
        Assert.Equal([(3.96, 6.6), (19.32, 21)], events.Select(e => (e.StartSeconds, e.EndSeconds)));
        Assert.All(events, e => Assert.Equal(0.9f, e.MaxProbability));
    }

    [Fact]
    public void A_threshold_of_zero_makes_the_whole_clip_one_event()
    {
        var timeline = new PatchTimeline(14, 7, Window);
        var e = Assert.Single(EventFinder.Find(new DetectionTrace(timeline, new float[timeline.WindowCount], new float[timeline.PairCount]), 0, Defaults));
        Assert.Equal((0, 7), (e.StartSeconds, e.EndSeconds));
    }

    [Fact]
    public void A_larger_gap_never_makes_more_events() =>
        Gen.Select(Traces, Gen.Double[0, 1], AnyOptions, Gen.Double[0, 10]).Sample((trace, threshold, options, more) =>
        {
            options = options with { MinSeconds = 0 };
            var events = EventFinder.Find(trace, threshold, options);
            var joined = EventFinder.Find(trace, threshold, options with { GapSeconds = options.GapSeconds + more });
            Assert.True(joined.Count <= events.Count);
            Assert.All(events, e => Assert.Contains(joined, j => j.StartSeconds <= e.StartSeconds && j.EndSeconds >= e.EndSeconds));
        });

    [Fact]
    public void Events_that_are_left_are_further_apart_than_the_gap() =>
        Gen.Select(Traces, Gen.Double[0, 1], AnyOptions).Sample((trace, threshold, options) =>
        {
            var events = EventFinder.Find(trace, threshold, options);
            for (var i = 1; i < events.Count; i++)
                Assert.True(events[i].StartSeconds - events[i - 1].EndSeconds > options.GapSeconds);
        });

    [Fact]
    public void The_shortest_length_leaves_out_short_events_and_never_the_most_probable() =>
        Gen.Select(Traces, Gen.Double[0, 1], AnyOptions).Sample((trace, threshold, options) =>
        {
            var all = EventFinder.Find(trace, threshold, options with { MinSeconds = 0 });
            var kept = EventFinder.Find(trace, threshold, options);
            Assert.All(kept, e => Assert.Contains(e, all));
            Assert.All(all.Except(kept), e => Assert.True(e.EndSeconds - e.StartSeconds < options.MinSeconds));
            Assert.InRange(kept.Count(e => e.EndSeconds - e.StartSeconds < options.MinSeconds), 0, 1);
            if (all.Count > 0)
                Assert.Equal(all.Max(e => e.MaxProbability), kept.Max(e => e.MaxProbability));
        });

    // A stretch shorter than a hop is given a hop, up to half of one more on each side. By as much it may reach beyond what the smaller share
    // makes of it, and may so bridge a gap that stays open there (CsCheck_Seed=c3bUQCSDh_d1).
    [Fact]
    public void A_smaller_share_only_lengthens_events() =>
        Gen.Select(Traces, Gen.Double[0, 1], Gen.Double[0.01, 1], Gen.Double[0.01, 1]).Sample((trace, threshold, one, other) =>
        {
            const double half = (PatchTimeline.HopSeconds / 2) + 1e-4;
            var options = new EventOptions { TrimSeconds = 0, MinSeconds = 0 };
            var low = EventFinder.Find(trace, threshold, options with { OffShare = Math.Min(one, other), GapSeconds = options.GapSeconds + (2 * half) });
            var high = EventFinder.Find(trace, threshold, options with { OffShare = Math.Max(one, other) });
            Assert.All(high, e => Assert.Contains(low, l => l.StartSeconds <= e.StartSeconds + half && l.EndSeconds >= e.EndSeconds - half));
        });

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.9, 2)]
    public void A_bout_that_grows_faint_stays_in_one_piece_above_the_off_level(double share, int count)
    {
        var timeline = new PatchTimeline(40, 20, Window);
        var probabilities = new float[timeline.WindowCount];
        Array.Fill(probabilities, 0.9f, 4, 8);
        var pairs = new float[timeline.PairCount];
        Array.Fill(pairs, 0.9f, 8, 4);
        Array.Fill(pairs, 0.3f, 12, 4);
        Array.Fill(pairs, 0.9f, 16, 4);
        Assert.Equal(count, EventFinder.Find(new DetectionTrace(timeline, probabilities, pairs), 0.6, Defaults with { OffShare = share }).Count);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void A_step_seen_through_patches_is_found_where_it_is(double trim)
    {
        // The probability of a pair is the share of it that cries, from 6.1 to 11.7 s: a detector that is neither eager nor slow.
        const double start = 6.1, end = 11.7;
        var timeline = new PatchTimeline(40, 19.6, Window);
        var pairs = new float[timeline.PairCount];
        for (var p = 0; p < pairs.Length; p++)
        {
            var (from, to) = (p * 0.48, (p * 0.48) + 1.44);
            pairs[p] = (float)(Math.Max(0, Math.Min(to, end) - Math.Max(from, start)) / 1.44);
        }

        var probabilities = new float[timeline.WindowCount];
        for (var w = 0; w < probabilities.Length; w++)
            probabilities[w] = pairs.AsSpan(timeline.FirstPatch(w), 5).ToArray().Max();
        var e = Assert.Single(EventFinder.Find(new DetectionTrace(timeline, probabilities, pairs), 1, new EventOptions { OffShare = 0.5, TrimSeconds = trim }));
        Assert.InRange(e.StartSeconds - trim, start - 0.05, start + 0.05);
        Assert.InRange(e.EndSeconds + trim, end - 0.05, end + 0.05);
    }
}
