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

    [Fact]
    public void A_cry_has_events_and_no_cry_has_none() =>
        Gen.Select(Traces, Gen.Double[0, 1]).Sample((trace, threshold) =>
        {
            var events = EventFinder.Find(trace, threshold);
            Assert.Equal(trace.Maximum >= threshold, events.Count > 0);
        });

    [Fact]
    public void Events_are_ordered_apart_and_within_the_clip() =>
        Gen.Select(Traces, Gen.Double[0, 1]).Sample((trace, threshold) =>
        {
            var last = -1.0;
            foreach (var e in EventFinder.Find(trace, threshold))
            {
                Assert.True(e.StartSeconds > last);
                Assert.True(e.EndSeconds > e.StartSeconds || trace.Timeline.DurationSeconds < 0.001);
                Assert.True(e.EndSeconds <= trace.Timeline.DurationSeconds + 1e-4);
                Assert.True(e.MaxProbability >= threshold);
                last = e.EndSeconds;
            }
        });

    [Fact]
    public void The_best_event_has_the_clips_probability() =>
        Traces.Sample(trace => Assert.Equal(trace.Maximum, EventFinder.Find(trace, trace.Maximum).Max(e => e.MaxProbability)));

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
        var events = EventFinder.Find(new DetectionTrace(timeline, probabilities, pairs), 0.5);
        Assert.Equal([(3.84, 6.72), (19.2, 21.12)], events.Select(e => (Math.Round(e.StartSeconds, 4), Math.Round(e.EndSeconds, 4))));
        Assert.All(events, e => Assert.Equal(0.9f, e.MaxProbability));
    }

    [Fact]
    public void A_threshold_of_zero_makes_the_whole_clip_one_event()
    {
        var timeline = new PatchTimeline(14, 7, Window);
        var e = Assert.Single(EventFinder.Find(new DetectionTrace(timeline, new float[timeline.WindowCount], new float[timeline.PairCount]), 0));
        Assert.Equal((0, 7), (e.StartSeconds, e.EndSeconds));
    }
}
