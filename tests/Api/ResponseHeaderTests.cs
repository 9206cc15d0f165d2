namespace CryApi.Api.Tests;

/// <summary>The headers that every answer has, whatever it is.</summary>
public sealed class ResponseHeaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/models", 200)]
    [InlineData("GET", "/metrics", 200)]
    [InlineData("GET", "/openapi.yaml", 200)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/detect", 405)]
    [InlineData("HEAD", "/models", 200)]
    [InlineData("POST", "/detect", 200)]
    [InlineData("POST", "/classify", 200)]
    [InlineData("POST", "/analyze", 200)]
    [InlineData("POST", "/detect?threshold=2", 400)]
    [InlineData("POST", "/analyze?fault", 500)]
    [InlineData("GET", "/swagger/index.html", 200)]
    [InlineData("GET", "/swagger/nothing", 404)]
    public async Task Every_answer_tells_a_browser_to_make_little_of_it(string method, string url, int status)
    {
        await using var api = new ApiFactory();
        if (status == 500)
            api.Pipeline.OnCall = (_, _) => throw new InvalidOperationException("a fault");
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (method == "POST")
            request.Content = Requests.File();
        using var client = api.CreateClient(new() { AllowAutoRedirect = false });
        var response = await client.SendAsync(request, Stop);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("DENY", One("X-Frame-Options"));
        Assert.Equal("no-referrer", One("Referrer-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Resource-Policy"));
        Assert.False(response.Headers.Contains("Server"));
        var isPage = url.StartsWith("/swagger", StringComparison.Ordinal);
        var policy = One("Content-Security-Policy").Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal(isPage, policy.Contains("script-src 'self'"));
        Assert.DoesNotContain("unsafe", One("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(!isPage || status == 404, response.Headers.CacheControl?.NoStore == true);

        string One(string header) => Assert.Single(response.Headers.GetValues(header));
    }
}
