using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>Who is let in with which key.</summary>
public sealed class ApiKeyTests
{
    private const string Key = "5f0c9d0a6d6f4f0b8f0d9a7c1e2b3d4f5f0c9d0a6d6f4f0b8f0d9a7c1e2b3d4f";
    private const string Other = "clé-of-another-caller-ключ";

    private static readonly string[] Open = ["/health/live", "/health/ready", "/metrics", "/", "/openapi.yaml", "/swagger/index.html"];

    private static readonly string[] Settings = [.. Entry(0, "backend", Key), .. Entry(1, "batch.2", Other)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What an operator's <c>printf %s "$KEY" | sha256sum</c> prints.</summary>
    internal static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    internal static string[] Entry(int index, string name, string key) =>
        [FormattableString.Invariant($"ApiKeys:Keys:{index}:Name={name}"), FormattableString.Invariant($"ApiKeys:Keys:{index}:Sha256={HashOf(key)}")];

    [Fact]
    public async Task Without_a_key_configured_everybody_is_let_in_whatever_the_headers_say()
    {
        await using var api = new ApiFactory();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, "/detect")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, "/detect", ("X-Api-Key", "x"), ("Authorization", "Bearer y"))).StatusCode);
    }

    public static readonly TheoryData<string> Good =
    [
        "X-Api-Key: " + Key,
        "x-api-key: " + Other,
        "Authorization: Bearer " + Key,
        "Authorization: bearer   " + Key,
        "X-Api-Key: " + Key + "\nAuthorization: Bearer " + Key,
        "X-Api-Key: " + Key + "\nAuthorization: Basic dXNlcjpwYXNz",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_key_opens_in_either_header(string headers)
    {
        await using var api = new ApiFactory(Settings);
        foreach (var url in new[] { "/detect", "/classify", "/analyze", "/models" })
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, url, Pairs(headers))).StatusCode);
    }

    public static readonly TheoryData<string> Bad =
    [
        "",
        "X-Api-Key: ",
        "X-Api-Key: wrong",
        "X-Api-Key: " + Key + "0",
        "X-Api-Key: 5f0c9d0a6d6f4f0b8f0d9a7c1e2b3d4f5f0c9d0a6d6f4f0b8f0d9a7c1e2b3d4e",
        "X-Api-Key: backend",
        "Authorization: " + Key,
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Basic " + Key,
        "Authorization: Bearer " + Key + ", Bearer " + Key,
        "X-Api-Key: " + Key + "\nAuthorization: Bearer " + Other,
        "X-Api-Key: " + Key + "\nAuthorization: Bearer wrong",
        "X-Api-Key: " + Key + "\nX-Api-Key: " + Key,
        "X-Api-Key: " + Key + "\nX-Api-Key: " + Other,
        "Authorization: Bearer " + Key + "\nAuthorization: Bearer " + Key,
        "X-Api-Key: " + Key + "\nAuthorization: Basic x\nAuthorization: Bearer " + Key,
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Nothing_else_opens(string headers)
    {
        await using var api = new ApiFactory(Settings);
        foreach (var url in new[] { "/detect", "/classify?threshold=7", "/analyze", "/models" })
        {
            var response = await SendAsync(api, url, Pairs(headers));
            var problem = await response.ShouldBeAsync(401, "unauthorized");
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.DoesNotContain("backend", problem.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, api.Pipeline.Calls);
        Assert.Empty(api.Log.Complaints);
    }

    [Fact]
    public async Task The_hash_is_no_key()
    {
        await using var api = new ApiFactory(Settings);
        await (await SendAsync(api, "/models", ("X-Api-Key", HashOf(Key)))).ShouldBeAsync(401, "unauthorized");
    }

    [Fact]
    public async Task What_an_orchestrator_and_a_reader_ask_needs_no_key()
    {
        await using var api = new ApiFactory(Settings);
        foreach (var url in Open)
            Assert.Equal(HttpStatusCode.OK, (await api.CreateClient().GetAsync(url, Stop)).StatusCode);
    }

    [Fact]
    public async Task Every_endpoint_asks_for_a_key_but_those_that_are_known_to_be_open()
    {
        await using var api = new ApiFactory(Settings);
        var endpoints = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ApiKeyRequired>() is null)
            .Select(endpoint => '/' + endpoint.RoutePattern.RawText!.TrimStart('/'));
        Assert.All(open, path => Assert.Contains(path, Open));
        Assert.Equal(4, endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<ApiKeyRequired>() is not null));
    }

    [Fact]
    public async Task A_body_is_not_asked_for_without_a_key()
    {
        await using var api = new KestrelApi(Settings);
        const string Post = "POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\nExpect: 100-continue\r\n";
        Assert.StartsWith("HTTP/1.1 401", await api.ExchangeAsync(Post + "\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 100", await api.ExchangeAsync($"{Post}X-Api-Key: {Key}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401", await api.ExchangeAsync("HEAD /models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_upload_still_reads_its_answer_and_the_connection_lives()
    {
        await using var api = new KestrelApi(Settings);
        using var client = api.CreateClient();
        var response = await client.PostAudioAsync("/detect", new byte[3_000_000]);
        await response.ShouldBeAsync(401, "unauthorized");
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/detect")).StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_reason()
    {
        await using var api = new ApiFactory(Settings);
        await SendAsync(api, "/classify");
        var text = await api.CreateClient().GetStringAsync("/metrics", Stop);
        Assert.Matches("""cryapi_requests_total\{[^}]*operation="classify",outcome="unauthorized"[^}]*\} [1-9]""", text);
    }

    [Fact]
    public async Task No_key_and_no_hash_is_ever_logged()
    {
        await using var api = new ApiFactory(Settings);
        await SendAsync(api, "/detect", ("X-Api-Key", Key));
        await SendAsync(api, "/detect", ("X-Api-Key", "a-wrong-key"));
        foreach (var secret in new[] { Key, HashOf(Key), Other, HashOf(Other), "a-wrong-key" })
            Assert.DoesNotContain(api.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(api.Log.Lines, line => line.Contains("backend, batch.2", StringComparison.Ordinal));
    }

    private static (string Name, string Value)[] Pairs(string headers) =>
        [.. headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")).Select(pair => (pair[0], pair[1]))];

    private static async Task<HttpResponseMessage> SendAsync(ApiFactory api, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(url == "/models" ? HttpMethod.Get : HttpMethod.Post, url);
        if (url != "/models")
            request.Content = Requests.File();

        // Not through HttpClient's own headers, which would join values: the server is to see as many as are given.
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await api.CreateClient().SendAsync(request, Stop);
    }
}
