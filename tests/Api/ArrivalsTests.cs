using CsCheck;

namespace CryApi.Api.Tests;

/// <summary>Who is let in, and for how long a place is kept.</summary>
public sealed class ArrivalsTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void A_body_on_its_way_keeps_a_place_so_that_nobody_is_refused_who_has_sent_one()
    {
        var arrivals = new Arrivals(new WorkCapacity(1, 2, 10), _clock);
        var admitted = Enumerable.Range(0, 3).Select(_ => Enter(arrivals)).ToList();
        Assert.Equal((Room.QueueFull, 3), (arrivals.Room, arrivals.InFlight));

        admitted[0].Arrive();
        Assert.Equal(Room.QueueFull, arrivals.Room);
        admitted[0].Dispose();
        Assert.Equal((Room.Free, 2), (arrivals.Room, arrivals.InFlight));
    }

    [Fact]
    public void A_slow_body_loses_its_place_and_comes_in_all_the_same()
    {
        var arrivals = new Arrivals(new WorkCapacity(1, 1, 10), _clock);
        var slow = new[] { Enter(arrivals), Enter(arrivals) };
        Assert.Equal(Room.QueueFull, arrivals.Room);
        _clock.Now += TimeSpan.FromSeconds(0.3);
        Assert.Equal((Room.Free, 2), (arrivals.Room, arrivals.InFlight));

        // Both arrive in the end: two are in the queue's two places, and nobody else is let in.
        slow[0].Arrive();
        Assert.Equal(Room.Free, arrivals.Room);
        slow[1].Arrive();
        Assert.Equal(Room.QueueFull, arrivals.Room);
        slow[0].Dispose();
        slow[0].Dispose();
        slow[1].Dispose();
        Assert.Equal((Room.Free, 0), (arrivals.Room, arrivals.InFlight));
    }

    [Fact]
    public void Slow_bodies_are_bounded_by_what_may_be_in_flight()
    {
        var arrivals = new Arrivals(new WorkCapacity(1, 1, 3), _clock);
        for (var i = 0; i < 3; i++)
        {
            Enter(arrivals);
            _clock.Now += TimeSpan.FromSeconds(2);
        }

        Assert.Equal(Room.TooManyInFlight, arrivals.Enter(out var refused));
        Assert.Null(refused);
        Assert.Equal(3, arrivals.InFlight);
    }

    [Fact]
    public void After_any_course_of_events_the_places_are_all_there_again() => Check.Sample(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5]).Array[0, 200],
        events =>
        {
            var arrivals = new Arrivals(new WorkCapacity(2, 3, 8), _clock);
            var (coming, here) = (new List<Arrivals.Admission>(), new List<Arrivals.Admission>());
            foreach (var (what, which) in events)
            {
                if (what == 0 && arrivals.Enter(out var admission) == Room.Free)
                    coming.Add(admission!);
                else if (what == 1 && coming.Count > 0)
                    Move(coming, here, which).Arrive();
                else if (what == 2 && here.Count > 0)
                    Move(here, null, which).Dispose();
                else if (what == 3)
                    _clock.Now += TimeSpan.FromSeconds(0.3 * which);
                Assert.Equal(coming.Count + here.Count, arrivals.InFlight);
                Assert.True(arrivals.InFlight <= 8);
                Assert.True(here.Count < 5 || arrivals.Room != Room.Free);
            }

            coming.Concat(here).ToList().ForEach(admission => admission.Dispose());
            Assert.Equal((Room.Free, 0), (arrivals.Room, arrivals.InFlight));
            for (var i = 0; i < 5; i++)
                Enter(arrivals);
            Assert.Equal(Room.QueueFull, arrivals.Room);
        },
        threads: 1);

    private static Arrivals.Admission Enter(Arrivals arrivals)
    {
        Assert.Equal(Room.Free, arrivals.Enter(out var admission));
        return admission!;
    }

    private static Arrivals.Admission Move(List<Arrivals.Admission> from, List<Arrivals.Admission>? to, int which)
    {
        var admission = from[which % from.Count];
        from.Remove(admission);
        to?.Add(admission);
        return admission;
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
