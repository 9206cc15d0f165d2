using static System.FormattableString;

namespace CryApi.Load.Tests;

/// <summary>What a core serves of one kind of request: the figures to size a service by.</summary>
public sealed class SizingTests(ITestOutputHelper output)
{
    private const int Clients = 4;

    private static readonly (string Path, string Format, int Seconds)[] s_kinds =
    [
        ("/analyze", "wav-16k", 7), ("/detect", "wav-16k", 7), ("/classify", "wav-16k", 7),
        ("/analyze", "m4a-aac", 7), ("/detect", "m4a-aac", 7),
        ("/analyze", "wav-16k", 60), ("/analyze", "m4a-aac", 60),
    ];

    [Fact]
    public async Task Each_kind_of_request_is_served_alone()
    {
        RequestDeck[] decks = [.. s_kinds.Select(kind => RequestMix.Only(kind.Path, kind.Format, kind.Seconds)).OfType<RequestDeck>()];
        var all = new RequestDeck([.. decks.SelectMany(deck => deck.Requests)], 1);
        await using var bench = await LoadBench.StartAsync(all);
        var served = decks.Where(deck => deck.Requests[0].Expected!.Outcome == "200").ToArray();
        using var client = new LoadClient(bench.Address);
        await using var watch = new ServiceWatch(bench.Service.Id, TimeSpan.FromSeconds(0.5));
        var closed = new ClosedLoop(Clients);

        // The runtime compiles what is used much once more, better, and the first rows would pay for it.
        await closed.RunAsync("to warm up", client, all, LoadScale.Seconds(30, 0.5));
        var rows = new List<IReadOnlyList<string>>();
        var runs = new List<LoadResult>();
        foreach (var deck in served)
        {
            await closed.RunAsync("to warm up", client, deck, LoadScale.Seconds(1, 0.1));
            var before = watch.ProcessorSeconds;
            var run = await closed.RunAsync(deck.Requests[0].Name, client, deck, LoadScale.Seconds(12, 0.5));
            var processor = (watch.ProcessorSeconds - before) / run.Samples.Count;
            runs.Add(run);
            rows.Add([run.Name, Invariant($"{run.Samples.Count:N0}"), Invariant($"{run.Goodput:F1}"), Invariant($"{1_000 * processor:F1}"), run.Latency.ToString()]);
            output.WriteLine(string.Join(" | ", rows[^1]));
        }

        var section = new Section(4, "What a core serves")
            .Say($"{Clients} clients over kept connections, each kind of request alone, the decoder's time included. Not served here, for want of an encoder or a decoder: {s_kinds.Length - served.Length} of {s_kinds.Length}.")
            .Table(["request", "sent", "200/s", "ms of a processor for one", "200: p50 / p95 / p99 / max"], rows);
        foreach (var run in runs)
            section.MustKeepContract(run);
        var shed = runs.Sum(run => run.Count(answer => answer.IsShed));
        section.Must("nothing is shed", $"{shed} of {runs.Sum(run => run.Samples.Count):N0}", shed == 0).MustNotComplain(bench).Finish(output);
    }
}
