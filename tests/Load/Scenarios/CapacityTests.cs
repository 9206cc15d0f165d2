using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>What the service can do, ten times as much, and how it is afterwards.</summary>
public sealed class CapacityTests(ITestOutputHelper output)
{
    private const double Overload = 10;

    private static readonly int[] s_clients = [2, 4, 8];

    private readonly Section _section = new(1, "Capacity, overload and recovery");
    private readonly List<LoadResult> _runs = [];

    [Fact]
    public async Task Ten_times_too_much_is_shed_and_leaves_nothing()
    {
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck);
        using var client = new LoadClient(bench.Address);
        await using var watch = new ServiceWatch(bench.Service.Id, TimeSpan.FromSeconds(0.5));
        await MeasureGeneratorAsync(bench, deck);

        // The runtime compiles what is used much once more, better: a peak before that would be easy to reach afterwards.
        await RunAsync(new ClosedLoop(4).RunAsync("4 clients, to warm up", client, deck, LoadScale.Seconds(60, 1)));
        var unloaded = await RunAsync(new ClosedLoop(1).RunAsync("one client", client, deck, LoadScale.Seconds(60, 3)));
        var before = watch.ProcessorSeconds;
        var peaks = new List<LoadResult>();
        foreach (var clients in s_clients)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{clients} clients");
            peaks.Add(await RunAsync(new ClosedLoop(clients).RunAsync(name, client, deck, LoadScale.Seconds(30, 1.5))));
        }

        var work = new WorkWeights(unloaded);
        var peak = peaks.MaxBy(work.Goodput)!;
        var processor = (watch.ProcessorSeconds - before) / peaks.Sum(run => run.Samples.Count);
        // As a gateway sends them, and as clients would without one: 300 connections a second cost as well, and how much differs from run to run.
        await OverloadAsync(bench, client, deck, unloaded, peak, work, "kept connections", 0.9);
        using (var strangers = new LoadClient(bench.Address, keepsConnections: false))
            await OverloadAsync(bench, strangers, deck, unloaded, peak, work, "a connection each", 0.8);

        var largest = watch.Memory.Max(point => point.Total);
        _section
            .Say($"A request of the mix has {deck.MeanBytes / 1_000:F0} kB and {deck.MeanAudioSeconds:F1} s of sound on average, and takes {1_000 * processor:F1} ms of a processor.")
            .Runs(_runs)
            .MustWhenQuiet("memory, decoders included", $"at most {largest:F0} MB, 600 allowed", largest < 600)
            .MustNotComplain(bench)
            .Finish(output);
    }

    /// <summary>What the generator could send: nothing that is measured later may come near it.</summary>
    private async Task MeasureGeneratorAsync(LoadBench bench, RequestDeck deck)
    {
        using var client = new LoadClient(bench.Address);
        var live = new RequestDeck([new LoadRequest("live", "/health/live", [], "", 0) { IsGet = true }], 1);
        var nowhere = new RequestDeck([.. deck.Requests.Select(request => request with { Path = "/nowhere", Expected = null })], 1);
        await client.LearnAsync([.. live.Requests, .. nowhere.Requests]);
        await RunAsync(new ClosedLoop(16).RunAsync("generator: `/health/live`", client, live, LoadScale.Seconds(10, 0.5)));
        await RunAsync(new ClosedLoop(16).RunAsync("generator: the mix to where nothing is", client, nowhere, LoadScale.Seconds(10, 0.5)));
    }

    private async Task OverloadAsync(
        LoadBench bench, LoadClient client, RequestDeck deck, LoadResult unloaded, LoadResult peak, WorkWeights work, string how, double goodput)
    {
        var before = await ServiceMetrics.OfAsync(bench.Address);
        var overload = await RunAsync(new OpenLoop(Overload * peak.Goodput).RunAsync($"10 × the peak, {how}", client, deck, LoadScale.Seconds(60, 3)));
        var waited = ServiceQueue.MeanWait(await ServiceMetrics.OfAsync(bench.Address), before);
        await Task.Delay(LoadScale.Seconds(5, 1), CancellationToken.None);
        using var alone = new LoadClient(bench.Address);
        var after = await RunAsync(new ClosedLoop(1).RunAsync($"one client, 5 s after {how}", alone, deck, LoadScale.Seconds(60, 2)));

        // As many as wait, each for the share of a second that one takes of it at the peak.
        var queue = ServiceQueue.Length(before) / peak.Goodput;
        var allowed = (3 * unloaded.Latency.P99) + queue;
        var share = work.Goodput(overload) / work.Goodput(peak);
        _section
            .MustKeepContract(overload)
            .Must($"{how}: no 5xx but 503", $"{overload.Count(answer => answer.Status >= 500 && answer.Status != 503)}",
                overload.Count(answer => answer.Status >= 500 && answer.Status != 503) == 0)
            .Must($"{how}: every 503 and 429 has `Retry-After`", $"{overload.Count(answer => answer.IsShed && !answer.HasRetryAfter)} of {overload.Count(answer => answer.IsShed):N0} without",
                overload.Count(answer => answer.IsShed && !answer.HasRetryAfter) == 0)
            .Must($"{how}: no connection fails, no request hangs", $"{overload.Count(answer => answer.Status == 0)} of {overload.Samples.Count:N0}",
                overload.Count(answer => answer.Status == 0) == 0)
            .MustWhenQuiet($"{how}: goodput at least {100 * goodput:F0} % of the peak",
                $"{100 * share:F1} % of the work; {100 * overload.Goodput / peak.Goodput:F1} % of the results, whichever were let in", share >= goodput)
            .MustWhenQuiet($"{how}: p99 of results at most 3 × the unloaded p99 + the queue",
                $"{1_000 * overload.Latency.P99:F0} ms of 3 × {1_000 * unloaded.Latency.P99:F0} + {1_000 * queue:F0} = {1_000 * allowed:F0} ms; waited on average {1_000 * waited:F0} ms",
                overload.Latency.P99 <= allowed)
            .MustKeepContract(after)
            .Must($"{how}: nothing is shed 5 s later", $"{after.Count(answer => answer.IsShed)}", after.Count(answer => answer.IsShed) == 0)
            .MustWhenQuiet($"{how}: 5 s later as fast as before", $"{after.Latency} after {unloaded.Latency}",
                after.Latency.P50 <= 1.2 * unloaded.Latency.P50 && after.Latency.P99 <= 1.5 * unloaded.Latency.P99);
    }

    private async Task<LoadResult> RunAsync(Task<LoadResult> running)
    {
        var run = await running;
        output.WriteLine($"{run.Name}: {run.Latency}, {run.Summary}");
        _runs.Add(run);
        return run;
    }
}
