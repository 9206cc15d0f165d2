using System.Net;
using System.Text.RegularExpressions;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>One service for all tests of this folder, which come one after the other; nginx is started by each as it needs it.</summary>
[CollectionDefinition(Collection)]
public sealed partial class GatewayService : IAsyncLifetime, ICollectionFixture<GatewayService>
{
    internal const string Collection = "Behind a gateway";

    /// <summary>The path that the service knows.</summary>
    internal const string PathBase = "/cry";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    // Whoever asks for the metrics sooner after another gets the same answer: 300 ms by the exporter's default.
    private static readonly TimeSpan s_sameAnswer = TimeSpan.FromMilliseconds(400);

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("cryapi-gateway-");
    private readonly int _http2 = FreePort.Next();
    private ServiceProcess? _service;

    internal ServiceProcess Process => _service ?? throw new InvalidOperationException("The service doesn't run.");

    internal Uri Address => Process.Address;

    /// <summary>Where it takes HTTP/2.</summary>
    internal Uri Http2Address => new UriBuilder(Address) { Port = _http2 }.Uri;

    internal ProcessState State => ProcessState.Of(Process.Id, _temporary.FullName);

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.StartAsync(new ServiceStart
    {
        Settings = ["Gateway:TrustedNetworks=127.0.0.1", $"Gateway:PathBase={PathBase}", $"Server:Http2Port={_http2}"],
        Temporary = _temporary.FullName,
    });

    /// <summary>Starts nginx in front of it.</summary>
    internal Task<Nginx> StartNginxAsync(params (string Text, string Instead)[] changes) =>
        Nginx.StartAsync(new NginxStart(Address) { Changes = changes });

    /// <summary>Nothing is worked on any more, nothing was logged as an error, and an ordinary request has its answer.</summary>
    internal async Task ShouldBeIdleAsync()
    {
        using var client = Clients.To(Address);
        using var stop = new CancellationTokenSource(s_patience);
        // The request for the metrics is one itself.
        while (await ActiveAsync(client) > 1)
            stop.Token.ThrowIfCancellationRequested();
        using var answer = await client.PostAsync("/detect", new ByteArrayContent(Clips.Cry));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(Process.Complaints.Count == 0, string.Join("\n", Process.Complaints.Take(3)));
    }

    /// <summary>Requests that it is at.</summary>
    private static Task<int> ActiveAsync(HttpClient client) => SumAsync(client, Active);

    /// <summary>Connections to its ordinary port since it was started.</summary>
    internal async Task<int> ConnectionsAsync()
    {
        using var client = Clients.To(Address);
        return await SumAsync(client, Connections);
    }

    private static async Task<int> SumAsync(HttpClient client, Regex metric)
    {
        await Task.Delay(s_sameAnswer);
        return metric.Matches(await client.GetStringAsync("/metrics")).Sum(match => int.Parse(match.Groups[1].ValueSpan, provider: null));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _temporary.Delete(recursive: true);
    }

    [GeneratedRegex(@"^http_server_active_requests\{.*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Active { get; }

    [GeneratedRegex(@"^kestrel_(?:active_connections|connection_duration_seconds_count)\{.*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Connections { get; }
}
