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
