using System.Net;
using System.Net.Sockets;

namespace CryApi.Load.Tests;

/// <summary>The generator measures what it claims to.</summary>
public sealed class GeneratorTests(ITestOutputHelper output)
{
    [Fact]
    public void Percentiles_are_values_that_were_measured()
    {
        var percentiles = Percentiles.Of(Enumerable.Range(1, 200).Select(i => (double)i).Reverse());
        Assert.Equal(new Percentiles(200, 100, 190, 198, 200), percentiles);
        Assert.Equal(new Percentiles(1, 7, 7, 7, 7), Percentiles.Of([7]));
        Assert.Equal(default, Percentiles.Of([]));
    }

    [Fact]
    public void The_slope_is_that_of_the_line()
    {
        const long megabyte = 1_000_000;
        var line = Enumerable.Range(0, 100).Select(i => new MemoryPoint(36 * i, (300 + i) * megabyte, 0)).ToArray();
        Assert.Equal(100, MemoryPoint.SlopePerHour(line), 6);
        var noisy = line.Select((point, i) => point with { Resident = (300 + (i % 2)) * megabyte }).ToArray();
        Assert.InRange(MemoryPoint.SlopePerHour(noisy), -0.1, 0.1);
    }

    [Fact]
    public void Times_are_fixed_by_the_seed_and_have_the_rate()
    {
        var times = new OpenLoop(200, Seed: 3).Times(50);
        Assert.Equal(times, new OpenLoop(200, Seed: 3).Times(50));
        Assert.NotEqual(times, new OpenLoop(200, Seed: 4).Times(50));
        Assert.Equal(times.Order(), times);
        Assert.InRange(times.Count, 9_500, 10_500);
    }

    [Fact]
    public void A_round_holds_what_it_was_made_of()
    {
        var deck = RequestMix.Mixed;
        var first = Enumerable.Range(0, 100).Select(i => deck[i].Name).ToArray();
        var second = Enumerable.Range(100, 100).Select(i => deck[i].Name).ToArray();
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        output.WriteLine(string.Join('\n', first.Order()));
        output.WriteLine(FormattableString.Invariant($"{deck.MeanBytes:F0} bytes, {deck.MeanAudioSeconds:F2} s of sound in a request"));
    }

    [Fact]
    public void Results_weigh_what_they_take_alone()
    {
        var (small, large, unknown) = (Named("small"), Named("large"), Named("unknown"));

        // Medians of 0.1 and 0.9 s: weights of 0.2 and 1.8. What was shed says nothing of the work.
        var alone = new LoadResult("alone", 60,
        [
            Result(small, 0, 0.1), Result(small, 1, 0.1), Result(small, 2, 30), Result(large, 3, 0.8), Result(large, 4, 0.9), Result(large, 5, 0.9),
            Result(large, 6, 0.001) with { Answer = new Answer(503, "503 overloaded", true, true) },
        ]);
        var work = new WorkWeights(alone);
        var run = new LoadResult("run", 10,
        [
            Result(small, 0, 1), Result(small, 1, 1), Result(large, 2, 8), Result(unknown, 3, 1),
            Result(large, 9, 1.1), Result(large, 5, 1) with { Answer = new Answer(503, "503 overloaded", true, true) },
        ]);

        // The last but one came after the end, the last is no result.
        Assert.Equal((0.2 + 0.2 + 1.8 + 1) / 10, work.Goodput(run), 12);
        Assert.Equal(0.4, run.Goodput, 12);

        static LoadRequest Named(string name) => new(name, "/", [], "", 0);
        static LoadSample Result(LoadRequest request, double at, double seconds) => new(at, 0, seconds, request, new Answer(200, "200", false, true));
    }

    [Fact]
    public async Task Who_comes_while_a_server_stalls_is_charged_for_the_wait()
    {
        using var server = new StallingServer(TimeSpan.FromSeconds(1));
        using var client = new LoadClient(server.Address);
        var request = new LoadRequest("stall", "/", [1], "application/octet-stream", 0) { Expected = new Reference("200", "ok"u8.ToArray()) };
        var result = await new OpenLoop(100).RunAsync("stall", client, new RequestDeck([request], 1), TimeSpan.FromSeconds(1.5));

        // A loop that waits for answers would have seen one slow request; here all who came in that second have waited for its rest.
        output.WriteLine($"{result.Latency}, {result.Summary}");
        Assert.True(result.Latency.Max > 0.8);
        Assert.True(result.Samples.Count(sample => sample.Seconds > 0.4) > 25);
        Assert.Empty(result.Breaches());
    }

    /// <summary>Says <c>ok</c> to everything, but nothing at all in its first time.</summary>
    private sealed class StallingServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public StallingServer(TimeSpan stall)
        {
            Address = new Uri($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = Task.Run(() => ServeAsync(stall));
        }

        public Uri Address { get; }

        public void Dispose() => _listener.Close();

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task ServeAsync(TimeSpan stall)
        {
            try
            {
                var first = await _listener.GetContextAsync();
                await Task.Delay(stall);
                for (var context = first; ; context = await _listener.GetContextAsync())
                    context.Response.Close("ok"u8.ToArray(), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
