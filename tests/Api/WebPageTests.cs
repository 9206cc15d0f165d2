using System.Net;
using System.Net.Http.Headers;

namespace CryApi.Api.Tests;

/// <summary>How the page is served; what it does is seen in a browser.</summary>
public sealed class WebPageTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/css/base.css", "text/css")]
    [InlineData("/js/main.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/samples/cry.wav", "audio/wav")]
    public async Task Its_files_are_pages_of_a_strict_policy_that_are_asked_for_again(string url, string type)
    {
        await using var api = new ApiFactory();
        using var client = api.CreateClient();
        using var response = await client.GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal(Policy, policy);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("/js/texts.js", true)]
    [InlineData("/models", false)]
    public async Task Texts_are_compressed_and_answers_are_not(string url, bool isCompressed)
    {
        await using var api = new ApiFactory();
        using var client = api.CreateClient();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var response = await client.GetAsync(url, Stop);
        Assert.Equal(isCompressed ? ["br"] : [], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/js/")]
    [InlineData("/js/nothing.js")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/js/..%2f..%2fappsettings.json")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/appsettings.json")]
    public async Task Nothing_beside_it_is_served(string url)
    {
        await using var api = new ApiFactory();
        using var response = await api.CreateClient().GetAsync(url, Stop);
        await response.ShouldBeAsync(404, "not_found");
    }

    [Fact]
    public async Task Below_a_path_it_leads_to_the_slash_and_names_no_host()
    {
        await using var api = new ApiFactory("Gateway:PathBase=/cry");
        using var client = api.CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Host = "elsewhere.example";
        using var response = await client.GetAsync("/cry", Stop);
        Assert.Equal((HttpStatusCode.Found, "/cry/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var api = new ApiFactory("Server:Page=false");
        using var client = api.CreateClient();
        Assert.Equal("/swagger/index.html", (await client.GetAsync("/", Stop)).RequestMessage!.RequestUri!.AbsolutePath);
        await (await client.GetAsync("/js/main.js", Stop)).ShouldBeAsync(404, "not_found");
    }
}
