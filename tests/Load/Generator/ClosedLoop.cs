using System.Collections.Concurrent;
using System.Diagnostics;

namespace CryApi.Load.Tests;

/// <summary>A number of clients, each of which sends its next request when the last is answered.</summary>
/// <param name="Clients">How many.</param>
internal sealed record ClosedLoop(int Clients)
{
    /// <summary>Time that a client takes before it sends again after something else than an answer, so that a dead service isn't hammered.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends for a while; ends when the last answer is there.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="client">Sends.</param>
    /// <param name="deck">What is sent.</param>
    /// <param name="duration">How long.</param>
    /// <param name="stop">Ends it before.</param>
    public async Task<LoadResult> RunAsync(
        string name, LoadClient client, RequestDeck deck, TimeSpan duration, CancellationToken stop = default)
    {
        var samples = new ConcurrentQueue<LoadSample>();
        var clock = Stopwatch.StartNew();
        var next = -1L;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(LoopAsync, CancellationToken.None)));
        return new LoadResult(name, Math.Min(duration.TotalSeconds, clock.Elapsed.TotalSeconds), [.. samples]);

        async Task LoopAsync()
        {
            while (clock.Elapsed < duration && !stop.IsCancellationRequested)
            {
                var request = deck[Interlocked.Increment(ref next)];
                var sent = clock.Elapsed.TotalSeconds;
                var answer = await client.SendAsync(request);
                samples.Enqueue(new LoadSample(sent, 0, clock.Elapsed.TotalSeconds - sent, request, answer));
                if (answer.Status == 0)
                    await Task.Delay(s_pause, CancellationToken.None);
            }
        }
    }
}
