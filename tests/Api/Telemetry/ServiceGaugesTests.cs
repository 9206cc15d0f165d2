using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>What the service tells of itself while it works, and whom it turned away.</summary>
public sealed class ServiceGaugesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_how_far_they_are()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var api = new ApiFactory("Limits:MaxConcurrency=1");
        api.Pipeline.OnCall = (_, _) =>
        {
            entered.TrySetResult();
            return leave.Task;
        };
        var client = api.CreateClient();
        var working = client.PostAudioAsync("/detect");
        await entered.Task.WaitAsync(Stop);
        var waiting = client.PostAudioAsync("/detect");
        await UntilAsync(() => Read(api)["cryapi.queue.length"] == 1);

        var gauges = Read(api);
        Assert.Equal((1, 1, 2), (gauges["cryapi.queue.length"], gauges["cryapi.requests.working"], gauges["cryapi.requests.in_flight"]));
        Assert.InRange(gauges["cryapi.body.memory.usage"], 2 * FakePipeline.Wav.Length, gauges["cryapi.body.memory.limit"]);

        leave.SetResult();
        await Task.WhenAll(working, waiting);
        await UntilAsync(() => Read(api)["cryapi.requests.in_flight"] == 0);
        gauges = Read(api);
        Assert.Equal((0, 0, 0), (gauges["cryapi.queue.length"], gauges["cryapi.requests.working"], gauges["cryapi.body.memory.usage"]));
    }

    [Fact]
    public async Task A_probe_that_comes_too_early_is_no_request_turned_away()
    {
        await using var api = new ApiFactory();
        var client = api.CreateClient();
        api.Services.GetRequiredService<Readiness>().Drain();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Stop)).StatusCode);
        Assert.Equal((0, 0), (Read(api)["cryapi.ready"], Read(api)["cryapi.rejections not_ready"]));
    }

    [Fact]
    public async Task Who_comes_without_a_key_or_too_often_is_turned_away_for_that()
    {
        await using var keys = new ApiFactory("ApiKeys:Keys:0:Name=a", $"ApiKeys:Keys:0:Sha256={new string('0', 64)}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await keys.CreateClient().PostAudioAsync("/detect")).StatusCode);
        Assert.Equal((1, 0), (Read(keys)["cryapi.rejections unauthorized"], Read(keys)["cryapi.rejections rate_limited"]));

        await using var rates = new ApiFactory("RateLimit:RequestsPerMinute=1", "RateLimit:Burst=1");
        var client = rates.CreateClient();
        await client.PostAudioAsync("/detect");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAudioAsync("/detect")).StatusCode);
        Assert.Equal((0, 1), (Read(rates)["cryapi.rejections unauthorized"], Read(rates)["cryapi.rejections rate_limited"]));
    }

    [Fact]
    public async Task A_shortage_of_memory_has_its_own_reason()
    {
        await using var api = new ApiFactory("Limits:MaxBodyBytes=1000000", "Limits:MaxBytesInFlight=3000000");
        var client = api.CreateClient();
        api.Services.GetRequiredService<BodyBudget>().Take(3_000_000);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PostAudioAsync("/detect")).StatusCode);
        Assert.Equal((1, 0), (Read(api)["cryapi.rejections memory"], Read(api)["cryapi.rejections overloaded"]));
    }

    [Fact]
    public async Task What_a_caller_did_wrong_is_no_rejection()
    {
        await using var api = new ApiFactory();
        await api.CreateClient().PostAudioAsync("/detect", [1, 2, 3]);
        Assert.All(Read(api).Where(value => value.Key.StartsWith("cryapi.rejections", StringComparison.Ordinal)), value => Assert.Equal(0, value.Value));
    }

    [Theory]
    [InlineData("/health/live", true)]
    [InlineData("/health/ready", true)]
    [InlineData("/metrics", true)]
    [InlineData("/cry/health/ready", true)]
    [InlineData("/analyze", false)]
    [InlineData("/", false)]
    [InlineData("/metrics/x", false)]
    public void Probes_are_known_below_any_base(string path, bool expected) => Assert.Equal(expected, RequestSpans.IsProbe(path));

    private static IReadOnlyDictionary<string, double> Read(ApiFactory api) => Gauges.Read(api.Services.GetRequiredService<IMeterFactory>());

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5, Stop);
    }
}
