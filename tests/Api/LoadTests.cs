using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>Slow work, much work, and callers that leave.</summary>
public sealed class LoadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_takes_too_long_is_a_504()
    {
        await using var api = new ApiFactory("Limits:RequestTimeoutSeconds=0.1");
        api.Pipeline.OnCall = (_, token) => Task.Delay(Timeout.Infinite, token);
        await (await api.CreateClient().PostAudioAsync("/detect")).ShouldBeAsync(504, "timeout");
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task Waiting_for_a_slot_counts_as_work()
    {
        await using var api = new ApiFactory("Limits:RequestTimeoutSeconds=0.3", "Limits:MaxConcurrency=1");
        using var release = new SemaphoreSlim(0);
        api.Pipeline.OnCall = (_, _) => release.WaitAsync(Stop);
        var client = api.CreateClient();

        var first = client.PostAudioAsync("/detect");
        await Eventually(() => api.Pipeline.Calls == 1);
        await (await client.PostAudioAsync("/detect")).ShouldBeAsync(504, "timeout");
        Assert.Equal(1, api.Pipeline.Calls);

        release.Release(10);
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect")).StatusCode);
    }

    [Fact]
    public async Task No_more_than_the_allowed_number_is_worked_on_at_once()
    {
        await using var api = new ApiFactory("Limits:MaxConcurrency=3");
        var now = 0;
        var most = 0;
        var gate = new Lock();
        api.Pipeline.OnCall = async (_, token) =>
        {
            lock (gate)
                most = Math.Max(most, ++now);
            await Task.Delay(20, token);
            lock (gate)
                now--;
        };
        var client = api.CreateClient();

        var responses = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.PostAudioAsync("/analyze")));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task More_requests_than_fit_are_told_to_come_back()
    {
        await using var api = new ApiFactory("Limits:MaxInFlight=2", "Limits:MaxConcurrency=1");
        using var release = new SemaphoreSlim(0);
        api.Pipeline.OnCall = (_, _) => release.WaitAsync(Stop);
        var client = api.CreateClient();
        var gate = api.Services.GetRequiredService<WorkGate>();

        var admitted = new[] { client.PostAudioAsync("/detect"), client.PostAudioAsync("/detect") };
        await Eventually(() => gate.InFlight == 2);
        var refused = await client.PostAudioAsync("/detect");
        await refused.ShouldBeAsync(503, "overloaded");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Stop)).StatusCode);

        release.Release(10);
        Assert.All(await Task.WhenAll(admitted), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(0, gate.InFlight);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect")).StatusCode);
    }

    [Fact]
    public async Task While_the_queue_is_full_a_request_is_refused_before_its_body_is_sent()
    {
        await using var api = new KestrelApi("Limits:MaxConcurrency=1", "Limits:MaxQueueLength=1");
        using var release = new SemaphoreSlim(0);
        api.Factory.Pipeline.OnCall = (_, _) => release.WaitAsync(Stop);
        var client = api.CreateClient();
        var gate = api.Factory.Services.GetRequiredService<WorkGate>();
        var meters = api.Factory.Services.GetRequiredService<IMeterFactory>();
        using var counts = new Counts(meters);

        var accepted = new[] { client.PostAudioAsync("/detect"), client.PostAudioAsync("/detect") };
        await Eventually(() => (gate.Working, gate.Waiting) == (1, 1));
        var refused = await api.ExchangeAsync("POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503", refused, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 1\r\n", refused, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"overloaded\"", refused, StringComparison.Ordinal);

        // Counted before it is answered.
        var (rejections, outcomes) = (Gauges.Read(meters)["cryapi.rejections overloaded"], counts.Read());

        release.Release(10);
        Assert.All(await Task.WhenAll(accepted), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        await Eventually(() => (gate.InFlight, gate.Working, gate.Waiting) == (0, 0, 0));
        await api.ShouldGoOnAnsweringAsync();
        Assert.Equal(1, rejections);
        Assert.Equal(new Dictionary<string, long> { ["cryapi.requests detect overloaded"] = 1 }, outcomes);
        Assert.Equal((1, 0), (Gauges.Read(meters)["cryapi.rejections overloaded"], Gauges.Read(meters)["cryapi.rejections memory"]));
    }

    [Fact]
    public async Task Bodies_that_are_slow_to_arrive_take_no_place_in_the_queue()
    {
        await using var api = new KestrelApi("Limits:MaxConcurrency=1", "Limits:MaxQueueLength=1", "Limits:MaxInFlight=8");
        var gate = api.Factory.Services.GetRequiredService<WorkGate>();
        var slow = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 6; i++)
        {
            await Eventually(() => gate.Refusal() is null);
            slow.Add(api.Connect());
            await slow[i].SendAsync("POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 44\r\n\r\nRIFF"u8.ToArray(), Stop);
            await Eventually(() => gate.InFlight == i + 1);
        }

        await Eventually(() => gate.Refusal() is null);
        await api.ShouldGoOnAnsweringAsync();
        slow.ForEach(socket => socket.Dispose());
        await Eventually(() => gate.InFlight == 0);
    }

    [Fact]
    public async Task Those_who_wait_have_their_turn_in_order()
    {
        await using var api = new ApiFactory("Limits:MaxConcurrency=1");
        using var release = new SemaphoreSlim(0);
        var order = new List<int>();
        api.Pipeline.OnCall = async (file, _) =>
        {
            order.Add(file.Span[^1]);
            await release.WaitAsync(Stop);
        };
        var client = api.CreateClient();
        var gate = api.Services.GetRequiredService<WorkGate>();
        var requests = new List<Task<HttpResponseMessage>>();
        for (byte i = 0; i < 6; i++)
        {
            requests.Add(client.PostAudioAsync("/detect", [.. "RIFF"u8, i]));
            await Eventually(() => gate.Working + gate.Waiting == i + 1);
        }

        release.Release(6);
        await Task.WhenAll(requests);
        Assert.Equal([0, 1, 2, 3, 4, 5], order);
    }

    [Fact]
    public async Task A_caller_that_leaves_the_queue_is_never_worked_on()
    {
        await using var api = new ApiFactory("Limits:MaxConcurrency=1");
        using var release = new SemaphoreSlim(0);
        api.Pipeline.OnCall = (_, _) => release.WaitAsync(Stop);
        var client = api.CreateClient();
        var gate = api.Services.GetRequiredService<WorkGate>();
        var first = client.PostAudioAsync("/detect");
        await Eventually(() => gate.Working == 1);
        using var leave = new CancellationTokenSource();
        var second = client.PostAsync("/detect", Requests.File(), leave.Token);
        await Eventually(() => gate.Waiting == 1);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Eventually(() => gate.Waiting == 0 && gate.InFlight == 1);
        release.Release(10);
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(1, api.Pipeline.Calls);
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task A_caller_that_leaves_stops_the_work_and_leaves_no_complaint()
    {
        await using var api = new ApiFactory();
        var stopped = new TaskCompletionSource();
        api.Pipeline.OnCall = async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                stopped.SetResult();
                throw;
            }
        };
        using var leave = new CancellationTokenSource();
        var request = api.CreateClient().PostAsync("/detect", Requests.File(), leave.Token);
        await Eventually(() => api.Pipeline.Calls == 1);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        await Eventually(() => api.Services.GetRequiredService<WorkGate>().InFlight == 0);
        Assert.Empty(api.Log.Complaints);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(20, Stop);
        Assert.True(condition());
    }
}
