using System.Net;

namespace CryApi.Api.Tests;

/// <summary>Pages of other origins.</summary>
public sealed class CorsTests
{
    private const string App = "https://app.example.com";

    private static readonly string[] Settings = [$"Cors:Origins:0={App}", "Cors:Origins:1=http://localhost:5173"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_default_no_origin_is_told_anything()
    {
        await using var api = new ApiFactory();
        foreach (var response in new[] { await AskAsync(api, App), await PreflightAsync(api, App) })
            Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
        await (await PreflightAsync(api, App)).ShouldBeAsync(405, "method_not_allowed");
    }

    [Theory]
    [InlineData(App, true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://localhost:5174", false)]
    [InlineData("http://app.example.com", false)]
    [InlineData("https://app.example.com.attacker.example", false)]
    [InlineData("null", false)]
    public async Task Only_origins_that_are_configured_read_answers(string origin, bool allowed)
    {
        await using var api = new ApiFactory(Settings);
        var response = await AskAsync(api, origin);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(allowed ? origin : null, One(response, "Access-Control-Allow-Origin"));
        Assert.Equal(allowed ? origin : null, One(await PreflightAsync(api, origin), "Access-Control-Allow-Origin"));
        Assert.Equal(allowed ? "X-Request-Id,Retry-After" : null, One(response, "Access-Control-Expose-Headers"));
        Assert.Null(One(response, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Every_origin_can_be_allowed()
    {
        await using var api = new ApiFactory("Cors:Origins:0=*");
        Assert.Equal("*", One(await AskAsync(api, "https://anywhere.example"), "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_browser_gets_leave_without_a_key_and_reads_why_it_is_refused()
    {
        await using var api = new ApiFactory([.. Settings, .. ApiKeyTests.Entry(0, "a", "the-key"), "RateLimit:RequestsPerMinute=1"]);
        var leave = await PreflightAsync(api, App);
        Assert.Equal(HttpStatusCode.NoContent, leave.StatusCode);
        Assert.Equal(["GET", "POST"], One(leave, "Access-Control-Allow-Methods")!.Split(','));
        Assert.Equal(
            ["Authorization", "Content-Type", "traceparent", "X-Api-Key", "X-Request-Id"],
            One(leave, "Access-Control-Allow-Headers")!.Split(',').Order(StringComparer.OrdinalIgnoreCase));

        var refused = await AskAsync(api, App);
        Assert.Equal(App, One(refused, "Access-Control-Allow-Origin"));
        await refused.ShouldBeAsync(401, "unauthorized");
        Assert.Equal(200, (int)(await AskAsync(api, App, "the-key")).StatusCode);
        var late = await AskAsync(api, App, "the-key");
        Assert.Equal(App, One(late, "Access-Control-Allow-Origin"));
        await late.ShouldBeAsync(429, "rate_limited");
    }

    [Fact]
    public async Task A_problem_can_be_read_by_the_page_too()
    {
        await using var api = new ApiFactory(Settings);
        api.Pipeline.OnCall = (_, _) => throw new InvalidOperationException("a fault");
        var response = await AskAsync(api, App);
        Assert.Equal(App, One(response, "Access-Control-Allow-Origin"));
        await response.ShouldBeAsync(500, "internal_error");
    }

    [Fact]
    public async Task What_no_page_needs_is_not_for_pages()
    {
        await using var api = new ApiFactory(Settings);
        foreach (var url in new[] { "/metrics", "/health/ready" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("Origin", App);
            Assert.Null(One(await api.CreateClient().SendAsync(request, Stop), "Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData(true, "https://a.example")]
    [InlineData(true, "https://a.example", "http://a.example", "https://a.example:8443", "http://[::1]:3000", "http://192.0.2.1", "https://xn--bcher-kva.example")]
    [InlineData(true, "*")]
    [InlineData(false, "*", "https://a.example")]
    [InlineData(false, "https://a.example", "https://a.example")]
    [InlineData(false, "https://a.example/")]
    [InlineData(false, "https://a.example/path")]
    [InlineData(false, "https://a.example?q")]
    [InlineData(false, "https://A.example")]
    [InlineData(false, "HTTPS://a.example")]
    [InlineData(false, "https://a.example:443")]
    [InlineData(false, "http://a.example:80")]
    [InlineData(false, "https://user@a.example")]
    [InlineData(false, "https://*.example")]
    [InlineData(false, "https://bücher.example")]
    [InlineData(false, "a.example")]
    [InlineData(false, "ftp://a.example")]
    [InlineData(false, "file:///")]
    [InlineData(false, "null")]
    [InlineData(false, "")]
    public void What_no_browser_sends_as_its_origin_is_refused(bool valid, params string[] origins) =>
        Assert.Equal(valid, new CorsOptionsValidator().Validate(new CorsOptions { Origins = origins }).IsValid);

    private static string? One(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) ? Assert.Single(values) : null;

    private static Task<HttpResponseMessage> AskAsync(ApiFactory api, string origin, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/analyze") { Content = Requests.File() };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        return api.CreateClient().SendAsync(request, Stop);
    }

    private static Task<HttpResponseMessage> PreflightAsync(ApiFactory api, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/analyze");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key,content-type");
        return api.CreateClient().SendAsync(request, Stop);
    }
}
