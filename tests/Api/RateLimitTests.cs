using System.Net;

namespace CryApi.Api.Tests;

/// <summary>How often one client may ask, and who is one client. The rates are so low that no test waits for a token.</summary>
public sealed class RateLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_default_there_is_no_limit()
    {
        await using var api = new ApiFactory();
        using var client = api.CreateClient();
        for (var i = 0; i < 100; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect")).StatusCode);
    }

    [Theory]
    [InlineData(1, 61)]
    [InlineData(2, 31)]
    [InlineData(7, 9)]
    public async Task One_more_than_the_burst_is_told_when_to_come_back(int perMinute, int seconds)
    {
        await using var api = new ApiFactory($"RateLimit:RequestsPerMinute={perMinute}", "RateLimit:Burst=3");
        using var client = api.CreateClient();
        foreach (var url in new[] { "/detect", "/classify?threshold=7", "/analyze" })
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await client.PostAudioAsync(url)).StatusCode);

        foreach (var url in new[] { "/detect", "/classify", "/analyze?x=1" })
        {
            var response = await client.PostAudioAsync(url);
            await response.ShouldBeAsync(429, "rate_limited");

            // A minute's share of one request and a tenth of a second, rounded up.
            Assert.Equal(TimeSpan.FromSeconds(seconds), response.Headers.RetryAfter!.Delta);
            Assert.True(response.Headers.CacheControl!.NoStore);
        }

        Assert.Equal(2, api.Pipeline.Calls);
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task Only_analyses_count()
    {
        await using var api = new ApiFactory("RateLimit:RequestsPerMinute=1");
        using var client = api.CreateClient();
        await client.PostAudioAsync("/detect");
        foreach (var url in new[] { "/health/live", "/health/ready", "/models", "/metrics", "/openapi.yaml", "/swagger/index.html" })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(url, Stop)).StatusCode);
        await (await client.GetAsync("/detect", Stop)).ShouldBeAsync(405, "method_not_allowed");
        await (await client.PostAudioAsync("/detect")).ShouldBeAsync(429, "rate_limited");
    }

    [Fact]
    public async Task A_body_is_not_asked_for_above_the_rate()
    {
        await using var api = new KestrelApi("RateLimit:RequestsPerMinute=1");
        const string Post = "POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\nExpect: 100-continue\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 100", await api.ExchangeAsync(Post), StringComparison.Ordinal);
        var answer = await api.ExchangeAsync(Post);
        Assert.StartsWith("HTTP/1.1 429", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 61\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_key_has_its_own_rate_wherever_it_comes_from_and_a_wrong_key_uses_none_up()
    {
        await using var api = new ApiFactory([.. ApiKeyTests.Entry(0, "one", "key-one"), .. ApiKeyTests.Entry(1, "two", "key-two"), "RateLimit:RequestsPerMinute=1"]);
        var sender = new Sender(api);
        Assert.Equal(401, await sender.SendAsync("192.0.2.1", "wrong"));
        Assert.Equal(200, await sender.SendAsync("192.0.2.1", "key-one"));
        Assert.Equal(429, await sender.SendAsync("192.0.2.2", "key-one"));
        Assert.Equal(200, await sender.SendAsync("192.0.2.1", "key-two"));
        Assert.Equal(401, await sender.SendAsync("192.0.2.1", "wrong"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "127.0.0.1", false)]
    [InlineData("fe80::1%3", "fe80::2%4", true)]
    public async Task Without_a_key_an_address_or_a_network_is_one_client(string first, string second, bool same)
    {
        await using var api = new ApiFactory("RateLimit:RequestsPerMinute=1");
        var sender = new Sender(api);
        Assert.Equal(200, await sender.SendAsync(first));
        Assert.Equal(same ? 429 : 200, await sender.SendAsync(second));
        Assert.Equal(429, await sender.SendAsync(first));
        Assert.Equal(same, ClientNetwork.Of(IPAddress.Parse(first)) == ClientNetwork.Of(IPAddress.Parse(second)));
    }

    [Fact]
    public async Task Behind_a_trusted_gateway_it_is_the_client_that_counts()
    {
        await using var api = new ApiFactory("RateLimit:RequestsPerMinute=1", "Gateway:TrustedNetworks=10.0.0.0/8");
        var sender = new Sender(api);
        Assert.Equal(200, await sender.SendAsync("10.0.0.1", forwarded: "203.0.113.1"));
        Assert.Equal(200, await sender.SendAsync("10.0.0.1", forwarded: "203.0.113.2"));
        Assert.Equal(429, await sender.SendAsync("10.0.0.2", forwarded: "203.0.113.1"));

        // Nobody else gets a new rate by making up an address.
        Assert.Equal(200, await sender.SendAsync("192.0.2.1", forwarded: "203.0.113.3"));
        Assert.Equal(429, await sender.SendAsync("192.0.2.1", forwarded: "203.0.113.4"));
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_reason()
    {
        await using var api = new ApiFactory("RateLimit:RequestsPerMinute=1");
        using var client = api.CreateClient();
        await client.PostAudioAsync("/analyze");
        await client.PostAudioAsync("/analyze");
        var text = await client.GetStringAsync("/metrics", Stop);
        Assert.Matches("""cryapi_requests_total\{[^}]*operation="analyze",outcome="rate_limited"[^}]*\} [1-9]""", text);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(6, 0, 1)]
    [InlineData(60, 0, 10)]
    [InlineData(600, 0, 100)]
    [InlineData(60, 3, 3)]
    public void The_burst_is_ten_seconds_unless_it_is_given(int perMinute, int burst, int tokens) =>
        Assert.Equal(tokens, new RateLimitOptions { RequestsPerMinute = perMinute, Burst = burst }.Tokens);

    [Fact]
    public void A_rate_that_no_clock_keeps_and_a_burst_without_a_rate_are_refused()
    {
        var validator = new RateLimitOptionsValidator();
        Assert.True(validator.Validate(new RateLimitOptions()).IsValid);
        Assert.False(validator.Validate(new RateLimitOptions { RequestsPerMinute = -1 }).IsValid);
        Assert.False(validator.Validate(new RateLimitOptions { RequestsPerMinute = 2_000_000 }).IsValid);
        Assert.False(validator.Validate(new RateLimitOptions { RequestsPerMinute = 60, Burst = -1 }).IsValid);
        Assert.False(validator.Validate(new RateLimitOptions { Burst = 5 }).IsValid);
    }

    /// <summary>Sends as if from any address.</summary>
    private sealed class Sender(ApiFactory api)
    {
        public async Task<int> SendAsync(string address, string? key = null, string? forwarded = null)
        {
            var answer = await api.Server.SendAsync(context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                context.Request.Method = "POST";
                context.Request.Path = "/detect";
                context.Request.Body = new MemoryStream(FakePipeline.Wav);
                if (key is not null)
                    context.Request.Headers["X-Api-Key"] = key;
                if (forwarded is not null)
                    context.Request.Headers["X-Forwarded-For"] = forwarded;
            }, Stop);
            return answer.Response.StatusCode;
        }
    }
}
