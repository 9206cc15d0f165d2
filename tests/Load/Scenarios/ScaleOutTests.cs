namespace CryApi.Load.Tests;

/// <summary>
/// Replicas behind nginx, each with a share of a processor as a container's limit gives it: what they do together, that they know nothing that the
/// others don't, and what happens when one is killed.
/// </summary>
public sealed class ScaleOutTests(ITestOutputHelper output)
{
    private const int Order = 5;
    private const string Title = "Scaling out behind nginx";

    /// <summary>Processors of a replica: four of them leave a little of the core, eight have less than they may use.</summary>
    private const double Share = 0.2;

    private const int ClientsOfEach = 4;

    // What nginx and the unevenness of its turns may take of N times the throughput of one.
    private const double LeastOfLinear = 0.9;

    private static readonly int[] s_counts = [1, 2, 4, 8];

    [Fact]
    public async Task Throughput_grows_with_replicas_and_answers_stay_the_same()
    {
        Report.SkipWhen(Order, Title, Programs.Find("nginx") is null, "nginx is not on this machine.");
        var counts = s_counts[..LoadScale.Count(s_counts.Length, 2)];
        await using var replicas = new Replicas();
        for (var i = 0; i < counts[^1]; i++)
        {
            var reason = await replicas.AddAsync();
            Report.SkipWhen(Order, Title, reason is not null, reason ?? "");
        }

        replicas.Limit(Share);
        var deck = RequestMix.Wavs;
        var runs = new List<LoadResult>();
        foreach (var count in counts)
        {
            await using var nginx = await Nginx.StartAsync(new NginxStart([.. replicas.Addresses.Take(count)]));
            using var client = new LoadClient(nginx.Address);
            await client.LearnAsync(deck.Requests);
            var loop = new ClosedLoop(ClientsOfEach * count);
            await loop.RunAsync("to warm up", client, deck, LoadScale.Seconds(8, 0.5));
            runs.Add(await loop.RunAsync($"{count} replicas", client, deck, LoadScale.Seconds(20, 1.5)));
            output.WriteLine($"{runs[^1].Name}: {runs[^1].Goodput:F1}/s, {runs[^1].Latency}");
        }

        var killed = await KillAsync(replicas, counts[^1], deck);
        var section = new Section(Order, Title).Say($"Each replica has {Share:F1} of a processor, all of them share one core; {ClientsOfEach} clients for each, WAVs of 7 s, round robin.");
        foreach (var (run, count) in runs.Zip(counts))
        {
            section.MustKeepContract(run);
            var (linear, isWithinTheCore) = (count * runs[0].Goodput, count * Share < 1);
            if (count > 1 && isWithinTheCore)
                section.MustWhenQuiet($"{count} replicas do {count} times what one does, but for a tenth", $"{run.Goodput:F1}/s of {linear:F1}/s", run.Goodput >= LeastOfLinear * linear);
        }

        var failed = killed.Run.Samples.Where(sample => !sample.Answer.IsExpected).Select(sample => $"{sample.Request}: {sample.Answer.Outcome}").ToArray();
        section.Runs([.. runs, killed.Run])
            .Must("every replica had its part", $"{string.Join(", ", killed.Parts)}", killed.Parts.Count == counts[^1] && killed.Parts.All(part => part > 0))
            .Must("one is killed: no request fails", $"{failed.Length} of {killed.Run.Samples.Count:N0} {string.Join("; ", failed.Take(5))}; {killed.Again} asked again", failed.Length == 0)
            .Must("nothing is logged as an error", $"{replicas.Complaints.Count}", replicas.Complaints.Count == 0)
            .Finish(output);
    }

    /// <summary>Kills one of them at work, whose requests nginx asks of the others.</summary>
    private static async Task<(LoadResult Run, IReadOnlyList<int> Parts, int Again)> KillAsync(Replicas replicas, int count, RequestDeck deck)
    {
        await using var nginx = await Nginx.StartAsync(new NginxStart([.. replicas.Addresses]));
        using var client = new LoadClient(nginx.Address);
        var running = new ClosedLoop(2 * count).RunAsync("one is killed", client, deck, LoadScale.Seconds(20, 3));
        await Task.Delay(LoadScale.Seconds(10, 1.5), CancellationToken.None);
        replicas.Kill(0);
        var run = await running;
        var parts = replicas.Addresses.Select(address => nginx.Answers.Count(line => line.Contains(address.Authority, StringComparison.Ordinal)));
        return (run, [.. parts], nginx.Answers.Count(line => line.Contains(", ", StringComparison.Ordinal)));
    }
}
