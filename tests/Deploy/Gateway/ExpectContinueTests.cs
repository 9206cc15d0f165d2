namespace CryApi.Deploy.Tests.Gateway;

/// <summary><c>Expect: 100-continue</c>, on a bare socket and from curl.</summary>
[Collection(GatewayService.Collection)]
public sealed class ExpectContinueTests(GatewayService service)
{
    private const long TooLarge = (64L << 20) + 1;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_sent()
    {
        using var socket = await Clients.ConnectAsync(service.Address);
        await socket.SendAsync($"POST /detect HTTP/1.1\r\nHost: x\r\nContent-Length: {TooLarge}\r\nExpect: 100-continue\r\n\r\n");
        var answer = await socket.ReadAsync(until: "body_too_large");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_body_is_asked_for_and_answered()
    {
        using var socket = await Clients.ConnectAsync(service.Address);
        await socket.SendAsync($"POST /detect HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {Clips.Cry.Length}\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await socket.ReadAsync(until: "\r\n\r\n"));
        await socket.SendAsync(Clips.Cry, Stop);
        var answer = await socket.ReadAsync();
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"isCry\":true", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TooLarge, "413 0")]
    [InlineData(1_000_000, "415 1000000")]
    public async Task Curl_sends_what_it_is_asked_for(long bytes, string statusAndSent)
    {
        var curl = Programs.FindOrSkip("curl");
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.OpenWrite(file))
                stream.SetLength(bytes);
            var (_, output) = await Tool.RunAsync(
                curl, "-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code} %{size_upload}", "-H", "Expect: 100-continue",
                "-T", file, "-X", "POST", service.Address + "detect");
            Assert.Equal(statusAndSent, output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
