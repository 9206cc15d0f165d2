using System.Collections.Concurrent;
using System.Diagnostics;

namespace CryApi.Load.Tests;

/// <summary>
/// Requests at a rate that doesn't depend on the answers, as many callers who don't know of each other send them: a Poisson process whose times are
/// fixed before it starts. A latency counts from the time that was fixed, so that a service that stalls is charged for all who came meanwhile.
/// </summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Seed">Of the times.</param>
internal sealed record OpenLoop(double Rate, int Seed = 1)
{
    /// <summary>Requests that may be open at once: more than sockets and memory of this machine can be held to. What is above is counted, not sent.</summary>
    public int MostOpen { get; init; } = 4_000;

    /// <summary>Sends for a while; ends when the last answer is there.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="client">Sends.</param>
    /// <param name="deck">What is sent.</param>
    /// <param name="duration">How long.</param>
    /// <param name="stop">Ends it before.</param>
    public async Task<LoadResult> RunAsync(
        string name, LoadClient client, RequestDeck deck, TimeSpan duration, CancellationToken stop = default)
    {
        var times = Times(duration.TotalSeconds);
        var samples = new ConcurrentQueue<LoadSample>();
        var open = 0;
        var notSent = 0;
        var sending = new List<Task>(times.Count);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < times.Count && !stop.IsCancellationRequested; i++)
        {
            var wait = TimeSpan.FromSeconds(times[i]) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait + TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - 1), CancellationToken.None);
            if (Volatile.Read(ref open) >= MostOpen)
            {
                notSent++;
                continue;
            }

            Interlocked.Increment(ref open);
            sending.Add(SendAsync(times[i], deck[i]));
            if (sending.Count > 4 * MostOpen)
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        var seconds = Math.Min(duration.TotalSeconds, clock.Elapsed.TotalSeconds);
        await Task.WhenAll(sending);
        return new LoadResult(name, seconds, [.. samples]) { NotSent = notSent };

        async Task SendAsync(double meant, LoadRequest request)
        {
            var late = clock.Elapsed.TotalSeconds - meant;
            var answer = await client.SendAsync(request);
            samples.Enqueue(new LoadSample(meant, late, clock.Elapsed.TotalSeconds - meant, request, answer));
            Interlocked.Decrement(ref open);
        }
    }

    /// <summary>When requests are sent, in seconds from the start, ascending.</summary>
    internal List<double> Times(double seconds)
    {
        var random = new Random(Seed);
        var times = new List<double>((int)(1.1 * Rate * seconds) + 16);
        for (var at = Gap(random); at < seconds; at += Gap(random))
            times.Add(at);
        return times;
    }

    private double Gap(Random random) => -Math.Log(1 - random.NextDouble()) / Rate;
}
