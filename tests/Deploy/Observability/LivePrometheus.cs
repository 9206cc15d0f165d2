using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>A real Prometheus that scrapes one service every second and evaluates the rules that ship.</summary>
internal sealed class LivePrometheus : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly HttpClient _client;

    private LivePrometheus(DirectoryInfo folder, Process process, HttpClient client) => (_folder, _process, _client) = (folder, process, client);

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="service">Where the service listens.</param>
    public static async Task<LivePrometheus> StartAsync(Uri service)
    {
        var folder = Directory.CreateTempSubdirectory("cryapi-prometheus-");
        var configuration = Path.Combine(folder.FullName, "prometheus.yaml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ["{{ObservabilityFiles.Rules}}"]
            scrape_configs: [{ job_name: cryapi, static_configs: [{ targets: ["{{service.Authority}}"] }] }]
            """);
        var address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort()}/"));
        var start = new ProcessStartInfo("prometheus",
        [
            $"--config.file={configuration}",
            $"--storage.tsdb.path={Path.Combine(folder.FullName, "data")}",
            $"--web.listen-address={address.Authority}",
            "--log.level=warn",
        ]);
        var prometheus = new LivePrometheus(folder, Process.Start(start)!, new HttpClient { BaseAddress = address });
        try
        {
            await prometheus.WaitAsync(async () => (await prometheus._client.GetAsync("/-/ready")).IsSuccessStatusCode, "Prometheus doesn't get ready.");
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for an expression.</summary>
    /// <returns>How many series it has now; what is wrong with it, or null.</returns>
    public async Task<(int Series, string? Error)> QueryAsync(string expression)
    {
        using var answer = await GetAsync("/api/v1/query?query=" + Uri.EscapeDataString(expression));
        return answer.RootElement.GetProperty("status").GetString() == "success"
            ? (answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength(), null)
            : (0, answer.RootElement.GetProperty("error").GetString());
    }

    /// <summary>Waits until an expression has a value.</summary>
    public Task WaitForAsync(string expression) =>
        WaitAsync(async () => (await QueryAsync(expression)).Series > 0, $"There is never a value of {expression}.");

    /// <summary>The rules as Prometheus has read them.</summary>
    public async Task<IReadOnlyList<LiveRule>> RulesAsync()
    {
        using var answer = await GetAsync("/api/v1/rules");
        return [.. answer.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Select(LiveRule.From)];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonDocument> GetAsync(string path) => JsonDocument.Parse(await (await _client.GetAsync(path)).Content.ReadAsStringAsync());

    private async Task WaitAsync(Func<Task<bool>> isThere, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_patience; await Task.Delay(100))
        {
            try
            {
                if (await isThere())
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }
        }

        throw new TimeoutException(otherwise);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return int.Parse(listener.LocalEndpoint.ToString()!.Split(':')[1], CultureInfo.InvariantCulture);
    }
}

/// <summary>One rule.</summary>
/// <param name="Name">Name of the alert or of the recorded series.</param>
/// <param name="Expression">What is evaluated.</param>
/// <param name="IsAlert">Whether it alerts or records.</param>
/// <param name="Health"><c>ok</c>, or not.</param>
/// <param name="Severity">Of an alert.</param>
/// <param name="Runbook">Of an alert.</param>
internal sealed record LiveRule(string Name, string Expression, bool IsAlert, string Health, string? Severity, string? Runbook)
{
    public static LiveRule From(JsonElement rule) => new(
        rule.GetProperty("name").GetString()!,
        rule.GetProperty("query").GetString()!,
        rule.GetProperty("type").GetString() == "alerting",
        rule.GetProperty("health").GetString()!,
        Of(rule, "labels", "severity"),
        Of(rule, "annotations", "runbook_url"));

    private static string? Of(JsonElement rule, string set, string name) =>
        rule.TryGetProperty(set, out var values) && values.TryGetProperty(name, out var value) ? value.GetString() : null;
}
