using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Connections that end in the middle of a request, on either side of nginx, leave nothing behind.</summary>
[Collection(GatewayService.Collection)]
public sealed class CutConnectionTests(GatewayService service)
{
    private const int Times = 5;

    private const PosixSignal Stopped = (PosixSignal)19;

    private const PosixSignal Continued = (PosixSignal)18;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Nginx_that_waits_no_longer(string buffering)
    {
        await using var nginx = await service.StartNginxAsync(
            ("proxy_read_timeout 40s;", "proxy_read_timeout 20ms;"),
            ("timeout http_503 non_idempotent;", "http_503;"),
            ("proxy_request_buffering on;", $"proxy_request_buffering {buffering};"));
        using var client = Clients.To(nginx.Address);
        for (var i = 0; i < Times; i++)
        {
            var (status, body) = await client.AskAsync("/analyze", Clips.Large);
            Assert.Equal(HttpStatusCode.GatewayTimeout, status);
            Assert.Contains("\"code\":\"timeout\"", body, StringComparison.Ordinal);
        }

        await service.ShouldBeIdleAsync();
    }

    [Theory]
    [InlineData("on", false)]
    [InlineData("off", false)]
    [InlineData("on", true)]
    [InlineData("off", true)]
    public async Task A_client_that_leaves_in_the_middle_of_its_body(string buffering, bool resets)
    {
        await using var nginx = await service.StartNginxAsync(("proxy_request_buffering on;", $"proxy_request_buffering {buffering};"));
        for (var i = 0; i < Times; i++)
        {
            using var socket = await Clients.ConnectAsync(nginx.Address);
            await socket.SendAsync($"POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: {Clips.Large.Length}\r\n\r\n");
            await socket.SendAsync(Clips.Large.AsMemory(0, Clips.Large.Length / 2), Stop);
            if (resets)
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await service.ShouldBeIdleAsync();
        Assert.All(nginx.Answers, answer => Assert.StartsWith("4", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_takes_nothing_for_a_while()
    {
        await using var nginx = await service.StartNginxAsync(
            ("proxy_send_timeout 15s;", "proxy_send_timeout 300ms;"), ("timeout http_503 non_idempotent;", "http_503;"));
        using var client = Clients.To(nginx.Address);
        service.Process.Signal(Stopped);
        try
        {
            Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.AskAsync("/analyze", Clips.Large)).Status);
        }
        finally
        {
            service.Process.Signal(Continued);
        }

        await service.ShouldBeIdleAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/analyze", Clips.Cry)).Status);
    }
}
