using System.Net;

namespace CryApi.Api.Tests;

/// <summary>The endpoints that take no audio.</summary>
public sealed class InformationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_tells_what_is_loaded_and_what_is_accepted()
    {
        await using var api = new ApiFactory("Limits:MaxDurationSeconds=42", "Events:OffShare=0.25", "Classification:Prior=hungry:0.6");
        var json = await (await api.CreateClient().GetAsync("/models", Stop)).JsonAsync();

        Assert.Equal(["schemaVersion", "name", "version", "stages", "formats", "decoder", "decision", "limits", "reload"], json.Select(member => member.Key));
        var detector = json["stages"]!["detector"]!;
        Assert.Equal(64, detector["sha256"]!.GetValue<string>().Length);
        Assert.Equal(0.5, detector["defaultThreshold"]!.GetValue<double>());
        Assert.Equal(2.4, detector["window"]!["seconds"]!.GetValue<double>());
        Assert.Equal("CC BY 4.0", detector["training"]![0]!["licence"]!.GetValue<string>());
        Assert.Equal(42, json["limits"]!["maxDurationSeconds"]!.GetValue<double>());
        Assert.Equal(67_108_864, json["limits"]!["maxBodyBytes"]!.GetValue<long>());
        Assert.Equal((64, 15), (json["limits"]!["maxChannels"]!.GetValue<int>(), json["limits"]!["decodeTimeoutSeconds"]!.GetValue<double>()));
        Assert.Equal(120, json["limits"]!["bodyTimeoutSeconds"]!.GetValue<double>());
        Assert.Equal((0.25, 0.5), (json["decision"]!["events"]!["offShare"]!.GetValue<double>(), json["decision"]!["events"]!["minSeconds"]!.GetValue<double>()));
        Assert.Equal(0.6, json["decision"]!["prior"]!["hungry"]!.GetValue<double>());
        Assert.Equal(0.1, json["decision"]!["prior"]!["tired"]!.GetValue<double>(), 9);
        Assert.True(json["decoder"]!["available"]!.GetValue<bool>());
        Assert.Equal(["watching", "loadedAt", "lastProblem"], json["reload"]!.AsObject().Select(member => member.Key));
        Assert.False(json["reload"]!["watching"]!.GetValue<bool>());
        Assert.Null(json["reload"]!["lastProblem"]);
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_is_one_word(string url, string status)
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(status, (await response.JsonAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metrics_count_requests_by_outcome_and_the_audio()
    {
        await using var api = new ApiFactory();
        var client = api.CreateClient();
        await client.PostAudioAsync("/analyze");
        await client.PostAudioAsync("/detect", [1, 2, 3]);
        await client.PostAudioAsync("/detect?threshold=2");

        // Other tests run in this process, and the listener hears their meters too: the counts are at least these.
        var text = await client.GetStringAsync("/metrics", Stop);
        Assert.Matches("""cryapi_requests_total\{[^}]*operation="analyze",outcome="cry"[^}]*\} [1-9]""", text);
        Assert.Matches("""cryapi_requests_total\{[^}]*operation="detect",outcome="unsupported_format"[^}]*\} [1-9]""", text);
        Assert.Matches("""cryapi_requests_total\{[^}]*operation="detect",outcome="invalid_parameter"[^}]*\} [1-9]""", text);
        Assert.Matches("""cryapi_audio_duration_seconds_total(\{[^}]*\})? [1-9]""", text);
        Assert.Matches("""cryapi_stage_duration_seconds_count\{[^}]*stage="work"[^}]*\} [1-9]""", text);
        Assert.Matches("""http_server_request_duration_seconds_count\{[^}]*http_route="/analyze"[^}]*\} [1-9]""", text);
    }

    [Fact]
    public async Task The_contract_is_served_as_committed()
    {
        await using var api = new ApiFactory();
        var response = await api.CreateClient().GetAsync("/openapi.yaml", Stop);
        Assert.Equal("application/yaml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(OpenApiDocumentTests.Committed, Stop), await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task The_browser_of_the_api_loads_nothing_from_elsewhere()
    {
        await using var api = new ApiFactory("Server:Page=false");
        var client = api.CreateClient();
        var landed = (await client.GetAsync("/", Stop)).RequestMessage!.RequestUri!;
        Assert.Equal("/swagger/index.html", landed.AbsolutePath);

        var page = await client.GetStringAsync("/swagger/index.html", Stop);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        var script = await client.GetStringAsync("/swagger/index.js", Stop);
        Assert.Contains("../openapi.yaml", script, StringComparison.Ordinal);
        Assert.DoesNotContain("validator.swagger.io", script, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/swagger/swagger-ui-bundle.js", Stop)).StatusCode);
    }
}
