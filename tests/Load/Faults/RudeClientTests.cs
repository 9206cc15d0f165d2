using System.Collections.Concurrent;

namespace CryApi.Load.Tests;

/// <summary>Clients that reset their connection in the middle of the body, and clients that close one half of it, among healthy ones.</summary>
public sealed class RudeClientTests(ITestOutputHelper output)
{
    private const int RudeClients = 4;

    [Fact]
    public async Task Resets_in_the_middle_of_the_body_harm_nobody_else()
    {
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck);
        using var client = new LoadClient(bench.Address);
        using var stop = new CancellationTokenSource();
        var resets = 0;
        var rude = Enumerable.Range(0, RudeClients).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            while (!stop.IsCancellationRequested)
            {
                var pause = TimeSpan.FromMilliseconds(random.Next(100));
                await RawClient.ResetAsync(bench.Address, deck[random.Next(10_000)], random.NextDouble(), pause);
                Interlocked.Increment(ref resets);
            }
        })).ToArray();
        var healthy = await new ClosedLoop(2).RunAsync("healthy clients", client, deck, LoadScale.Seconds(60, 3));
        await stop.CancelAsync();
        await Task.WhenAll(rude);

        var section = new Section(12, "Clients reset the connection in the middle of the body")
            .Say($"{resets:N0} connections were reset by {RudeClients} clients.")
            .MustKeepContract(healthy)
            .Must("healthy clients are not shed", $"{healthy.Count(answer => answer.IsShed)} of {healthy.Samples.Count}", healthy.Count(answer => answer.IsShed) == 0);
        var after = await section.MustRecoverAsync(bench, deck);
        section.Runs(healthy, after).MustNotComplain(bench).Finish(output);
    }

    [Fact]
    public async Task Half_closed_connections_are_answered_or_closed()
    {
        var deck = RequestMix.Wavs;
        await using var bench = await LoadBench.StartAsync(deck);
        using var client = new LoadClient(bench.Address);
        var (whole, cut) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var healthy = new ClosedLoop(1).RunAsync("healthy client", client, deck, LoadScale.Seconds(20, 2));
        await Parallel.ForAsync(0, LoadScale.Count(200, 20), new ParallelOptions { MaxDegreeOfParallelism = RudeClients }, async (i, _) =>
        {
            if (i % 2 == 0)
                whole.Add(await RawClient.HalfCloseAsync(bench.Address, deck[i], 1));
            else
                cut.Add(await RawClient.HalfCloseAsync(bench.Address, deck[i], 0.5));
        });

        var run = await healthy;
        var section = new Section(13, "Clients close one half of the connection")
            .Say($"Kestrel takes the end of what a client sends for its leaving, also after a whole request: then nobody works on it any more.")
            .Must("after a whole request: the result or the end of the connection", $"{Count(whole)}", whole.All(outcome => outcome is "200" or "nothing"))
            .Must("in the middle of the body: a 400 or the end of the connection", $"{Count(cut)}", cut.All(outcome => outcome is "400" or "nothing"))
            .MustKeepContract(run);
        var after = await section.MustRecoverAsync(bench, deck);
        section.Runs(run, after).MustNotComplain(bench).Finish(output);
    }

    private static string Count(IEnumerable<string> outcomes) =>
        string.Join(", ", outcomes.CountBy(outcome => outcome).Select(pair => FormattableString.Invariant($"{pair.Key}: {pair.Value}")));
}
