using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CryApi.Api.Tests;

/// <summary>The time between the signal to stop and the stop, on real connections.</summary>
public sealed class DrainTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_not_ready_but_alive_and_serves_what_arrives()
    {
        await using var service = new Draining();
        var api = service.Api;
        var client = api.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Stop)).StatusCode);
        Assert.Null((await client.GetAsync("/health/live", Stop)).Headers.ConnectionClose);

        await service.BeginAsync();
        var refused = await client.GetAsync("/health/ready", Stop);
        await refused.ShouldBeAsync(503, "not_ready");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/analyze")).StatusCode);
    }

    // Also those of the middleware that answers errors, which starts with cleared headers.
    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 503)]
    [InlineData("/models", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/detect", 405)]
    public async Task Every_answer_closes_its_connection(string path, int status)
    {
        await using var service = new Draining();
        var api = service.Api;
        await service.BeginAsync();
        using var socket = api.Connect();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), Stop);
        var answer = await KestrelApi.ReadAnswerAsync(socket);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);

        // Not only said: the other end sees the close.
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop));
    }

    [Fact]
    public async Task A_connection_of_http2_is_told_to_go()
    {
        await using var service = new Draining("Kestrel:EndpointDefaults:Protocols=Http2");
        var api = service.Api;
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, _) =>
            {
                Interlocked.Increment(ref connections);
                return ValueTask.FromResult<Stream>(new NetworkStream(api.Connect(), ownsSocket: true));
            },
        })
        {
            BaseAddress = api.Factory.ClientOptions.BaseAddress,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/analyze")).StatusCode);
        Assert.Equal(1, connections);

        await service.BeginAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.PostAudioAsync("/analyze")).StatusCode);
        Assert.InRange(connections, 2, 4);
        Assert.Empty(api.Factory.Log.Complaints);
    }

    [Fact]
    public async Task Without_a_drain_the_stop_waits_for_what_was_accepted()
    {
        await using var api = new KestrelApi("Shutdown:DrainSeconds=0");
        using var release = new SemaphoreSlim(0);
        api.Factory.Pipeline.OnCall = (_, token) => release.WaitAsync(token);
        var request = api.CreateClient().PostAudioAsync("/analyze");
        while (api.Factory.Pipeline.Calls == 0)
            await Task.Delay(10, Stop);

        var host = api.Factory.Services.GetRequiredService<IHostApplicationLifetime>();
        host.StopApplication();
        await Task.Delay(300, Stop);
        Assert.False(host.ApplicationStopped.IsCancellationRequested);

        release.Release();
        Assert.Equal(HttpStatusCode.OK, (await request).StatusCode);
    }

    [Theory]
    [InlineData("7", "20", "40", 72)]
    [InlineData("0", "0.5", "0.5", 6)]
    public async Task The_host_waits_longer_than_anything_may_take(string drain, string body, string work, double seconds)
    {
        await using var api = new ApiFactory($"Limits:BodyTimeoutSeconds={body}", $"Limits:RequestTimeoutSeconds={work}", "Shutdown:DrainSeconds=" + drain);
        Assert.Equal(seconds, api.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.TotalSeconds);
        api.Services.GetRequiredService<IOptions<ShutdownOptions>>().Value.DrainSeconds = 0;
    }

    /// <summary>The service in a drain that lasts until it is disposed of.</summary>
    private sealed class Draining : IAsyncDisposable
    {
        private readonly HeldTime _time = new();

        public Draining(params string[] settings) => Api = new KestrelApi(_time, ["Shutdown:DrainSeconds=300", .. settings]);

        public KestrelApi Api { get; }

        /// <summary>Begins the stop as a signal does, and waits until the drain has begun.</summary>
        public async Task BeginAsync()
        {
            var readiness = Api.Factory.Services.GetRequiredService<Readiness>();
            Api.Factory.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            while (!readiness.IsDraining)
                await Task.Delay(10, Stop);
        }

        public ValueTask DisposeAsync()
        {
            _time.LetGo();
            return Api.DisposeAsync();
        }
    }
}
