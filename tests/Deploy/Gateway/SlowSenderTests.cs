using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Clients that hold a connection by sending next to nothing are cut within the time that the options say, and disturb nobody.</summary>
[Collection(GatewayService.Collection)]
public sealed class SlowSenderTests(StrictService service, ITestOutputHelper output) : IClassFixture<StrictService>
{
    // The server looks at its clocks once a second, and the machine has more to do.
    private const double Margin = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_them_are_cut_while_others_are_served()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var ordinary = AskUntilAsync(end.Token);
        string[] slow = await Task.WhenAll(
            DripAsync("GET /models HTTP/1.1\r\nHost: x\r\n", "a: b\r\n", StrictService.Seconds),
            DripAsync("POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", "a", StrictService.Seconds),
            DripAsync("POST /detect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", StrictService.Seconds),
            DripAsync(
                "POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-",
                "a", StrictService.Seconds));
        await end.CancelAsync();

        Assert.StartsWith("HTTP/1.1 408 ", slow[0], StringComparison.Ordinal);
        foreach (var answer in slow[1..])
        {
            Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
            Assert.Contains("\"code\":\"body_timeout\"", answer, StringComparison.Ordinal);
        }

        var statuses = await ordinary;
        Assert.True(statuses.Count > 2);
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Empty(service.Process.Complaints);
    }

    [Fact]
    public async Task On_http_2_a_slow_body_ends_its_own_stream_only()
    {
        using var client = Clients.To(service.Http2Address);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var slow = new HttpRequestMessage(HttpMethod.Post, "/detect")
        {
            Content = new SlowContent(Clips.Cry, 1, TimeSpan.FromSeconds(1)),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var clock = Stopwatch.StartNew();
        var cut = client.SendAsync(slow, Stop);
        var others = 0;
        for (; !cut.IsCompleted; others++)
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/detect", Clips.Cry)).Status);
        using var answer = await cut;
        Assert.InRange(clock.Elapsed.TotalSeconds, StrictService.Seconds, StrictService.Seconds + Margin);
        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        Assert.Contains("\"code\":\"body_timeout\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.True(others > 2);

        // The connection is still there for others.
        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/detect", Clips.Cry)).Status);
        Assert.Empty(service.Process.Complaints);
    }

    [Fact]
    public async Task A_body_that_is_slow_but_fast_enough_is_waited_for()
    {
        // Four times the slowest rate, for longer than the grace.
        var bytes = Clips.Cry.AsSpan(0, 4_800).ToArray();
        var statuses = await Task.WhenAll(
            new[] { (service.Address, HttpVersion.Version11), (service.Http2Address, HttpVersion.Version20) }.Select(async to =>
            {
                var (address, version) = to;
                using var client = Clients.To(address);
                using var request = new HttpRequestMessage(HttpMethod.Post, "/detect")
                {
                    Content = new SlowContent(bytes, 96, TimeSpan.FromMilliseconds(100)),
                    Version = version,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using var answer = await client.SendAsync(request, Stop);
                return answer.StatusCode;
            }));

        // Waited for to its end, which is the end of a file that promised more.
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.UnprocessableEntity, status));
    }

    /// <summary>Sends a text, then another one every second until the connection ends.</summary>
    /// <returns>What the service said; it must have ended the connection in time.</returns>
    private async Task<string> DripAsync(string text, string drop, double seconds)
    {
        using var socket = await Clients.ConnectAsync(service.Address);
        var clock = Stopwatch.StartNew();
        await socket.SendAsync(text);
        var answer = socket.ReadAsync();
        try
        {
            while (!answer.IsCompleted)
            {
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), Stop));
                if (!answer.IsCompleted)
                    await socket.SendAsync(drop);
            }
        }
        catch (SocketException)
        {
            // Cut while it was sending.
        }

        var cut = await answer;
        output.WriteLine(FormattableString.Invariant($"cut after {clock.Elapsed.TotalSeconds:F1} s: {text.Split('\r')[0]}"));
        Assert.InRange(clock.Elapsed.TotalSeconds, seconds - 0.1, seconds + Margin);
        return cut;
    }

    private async Task<List<HttpStatusCode>> AskUntilAsync(CancellationToken end)
    {
        using var client = Clients.To(service.Address);
        var statuses = new List<HttpStatusCode>();
        while (!end.IsCancellationRequested)
            statuses.Add((await client.AskAsync("/detect", Clips.Cry)).Status);
        return statuses;
    }
}
