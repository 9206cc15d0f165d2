using System.Text;
using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>The console of the service as a collector of logs reads it.</summary>
public sealed class LogTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Category = "CryApi.Analysis";
    private const string Marker = "bytes-of-a-client";

    [Fact]
    public async Task Every_finished_analysis_has_one_line_with_its_facts_and_its_ids()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart());
        await SendAsync(service, "/analyze?detectionThreshold=0", MeasuredService.Sample("cry"));
        await SendAsync(service, "/detect", Encoding.UTF8.GetBytes(Marker));
        var lines = await LinesAsync(service, 2);

        var good = lines[0];
        var facts = good.GetProperty("State");
        Assert.Equal("Information", good.GetProperty("LogLevel").GetString());
        Assert.Equal("analyze", facts.GetProperty("Operation").GetString());
        Assert.Equal(200, facts.GetProperty("Status").GetInt32());
        Assert.Contains(facts.GetProperty("Outcome").GetString(), (string[])["cry", "cry_type_uncertain"]);
        Assert.InRange(facts.GetProperty("Milliseconds").GetDouble(), 1, 60_000);
        Assert.Equal(7, facts.GetProperty("AudioSeconds").GetDouble());
        Assert.Equal(Trace, Scope(good, "TraceId"));
        Assert.Equal(16, Scope(good, "SpanId")?.Length);
        Assert.Equal("idWARN", Scope(good, "XRequestId"));

        var bad = lines[1].GetProperty("State");
        Assert.Equal(("detect", 415, "unsupported_format"), (bad.GetProperty("Operation").GetString(), bad.GetProperty("Status").GetInt32(), bad.GetProperty("Outcome").GetString()));
        Assert.Equal(JsonValueKind.Null, bad.GetProperty("AudioSeconds").ValueKind);
        Assert.DoesNotContain(service.Log, line => line.Contains(Marker, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_line_is_one_object_whatever_the_client_sends()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = ["Logging:LogLevel:Default=Debug", "Logging:LogLevel:Microsoft.AspNetCore=Debug"] });
        using var client = new HttpClient { BaseAddress = service.Address };
        using var answer = await client.GetAsync("/nope%0A%7B%22LogLevel%22:%22Critical%22%7D", TestContext.Current.CancellationToken);
        await SendAsync(service, "/detect", MeasuredService.Sample("siren"));
        _ = await LinesAsync(service, 1);
        Assert.All(service.Log, line => Assert.Equal(JsonValueKind.Object, Parse(line).ValueKind));
        Assert.DoesNotContain(service.Log, line => Parse(line).GetProperty("LogLevel").GetString() == "Critical");
    }

    [Fact]
    public async Task The_lines_can_be_turned_off()
    {
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = [$"Logging:LogLevel:{Category}=Warning", "Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Information"] });
        await SendAsync(service, "/detect", MeasuredService.Sample("siren"));
        await OtlpReceiver.WaitAsync(() => service.Log.Any(line => line.Contains("Request finished", StringComparison.Ordinal)), "the server's own line");
        Assert.DoesNotContain(service.Log, line => line.Contains(Category, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_is_no_address_stops_the_start_with_a_message()
    {
        var start = new ServiceStart { Environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317" } };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceProcess.StartAsync(start));
        Assert.Contains("cryapi: bad configuration: OTEL_EXPORTER_OTLP_ENDPOINT must be an address", exception.Message);
    }

    private static async Task SendAsync(ServiceProcess service, string path, byte[] audio)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(audio) };
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        request.Headers.TryAddWithoutValidation("X-Request-Id", "id \"}{WARN");
        using var answer = await client.SendAsync(request);
    }

    private static async Task<JsonElement[]> LinesAsync(ServiceProcess service, int count)
    {
        JsonElement[] lines = [];
        await OtlpReceiver.WaitAsync(() => (lines = Lines(service)).Length >= count, $"{count} lines");
        Assert.Equal(count, lines.Length);
        return lines;
    }

    private static JsonElement[] Lines(ServiceProcess service) => [.. service.Log.Select(Parse).Where(line => line.GetProperty("Category").GetString() == Category)];

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private static string? Scope(JsonElement line, string name) => line.GetProperty("Scopes").EnumerateArray()
        .Where(scope => scope.TryGetProperty(name, out _)).Select(scope => scope.GetProperty(name).GetString()).LastOrDefault();
}
