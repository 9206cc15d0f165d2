using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>With two instances and the retries of the configuration that is shipped, a client doesn't see that one of them is ill.</summary>
[Collection(GatewayService.Collection)]
public sealed class RetryTests(GatewayService service)
{
    private const int Callers = 4;

    private const PosixSignal Killed = (PosixSignal)9;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_is_killed_at_work()
    {
        await using var other = await ServiceProcess.StartAsync(new ServiceStart());
        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address, other.Address));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var load = Enumerable.Range(0, Callers).Select(_ => AskUntilAsync(nginx.Address, end.Token)).ToArray();
        while (!nginx.Answers.Any(answer => answer.Contains(other.Address.Authority, StringComparison.Ordinal)))
            await Task.Delay(20, Stop);
        other.Signal(Killed);
        end.CancelAfter(TimeSpan.FromSeconds(2));

        var answers = (await Task.WhenAll(load)).SelectMany(statuses => statuses).CountBy(status => status).ToDictionary();
        Assert.Equal([HttpStatusCode.OK], answers.Keys);
        // It was in the middle of something.
        Assert.Contains(nginx.Answers, answer => answer.Contains(", ", StringComparison.Ordinal));
        await service.ShouldBeIdleAsync();
    }

    [Fact]
    public async Task One_that_resets_every_connection_after_the_head()
    {
        using var resetting = new TcpListener(IPAddress.Loopback, 0);
        resetting.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var resets = ResetAsync(resetting, end.Token);
        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address, new Uri($"http://{resetting.LocalEndpoint}")));
        using var client = Clients.To(nginx.Address);
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/detect", Clips.Cry, form: i % 2 == 0, chunked: i % 3 == 0)).Status);
        await end.CancelAsync();
        Assert.InRange(await resets, 3, 10);
    }

    [Fact]
    public async Task One_that_has_no_room()
    {
        await using var full = await ServiceProcess.StartAsync(new ServiceStart
        {
            Settings = ["Limits:MaxInFlight=1", "Limits:MaxConcurrency=1", "Connections:MinBytesPerSecond=0"],
        });
        // Somebody takes its only place, and sends no body when he is asked for it.
        using var taker = await Clients.ConnectAsync(full.Address);
        await taker.SendAsync("POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 ", await taker.ReadAsync(until: "\r\n\r\n"), StringComparison.Ordinal);

        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address, full.Address));
        using var client = Clients.To(nginx.Address);
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/detect", Clips.Cry)).Status);
        Assert.Contains(nginx.Answers, answer => answer.EndsWith(" 503, 200", StringComparison.Ordinal));
    }

    private static async Task<List<HttpStatusCode>> AskUntilAsync(Uri address, CancellationToken end)
    {
        using var client = Clients.To(address);
        var statuses = new List<HttpStatusCode>();
        while (!end.IsCancellationRequested)
            statuses.Add((await client.AskAsync("/detect", Clips.Cry)).Status);
        return statuses;
    }

    private static async Task<int> ResetAsync(TcpListener listener, CancellationToken end)
    {
        var buffer = new byte[1024];
        for (var count = 0; ; count++)
        {
            try
            {
                using var socket = await listener.AcceptSocketAsync(end);
                await socket.ReceiveAsync(buffer, end);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (OperationCanceledException)
            {
                return count;
            }
        }
    }
}
