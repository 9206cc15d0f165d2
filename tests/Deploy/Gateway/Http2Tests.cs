using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>HTTP/2 without TLS, with prior knowledge, on its own port; the ordinary one goes on taking HTTP/1.1.</summary>
[Collection(GatewayService.Collection)]
public sealed partial class Http2Tests(GatewayService service)
{
    private const int Streams = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_port_takes_its_own_protocol()
    {
        using var both = Clients.To(service.Address);
        using var http2 = Http2Client();
        using var answer = await http2.GetAsync("/models", Stop);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        using var ordinary = await both.GetAsync("/models", Stop);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (ordinary.StatusCode, ordinary.Version));
        using var wrong = Clients.To(service.Http2Address);
        Assert.Equal(HttpStatusCode.BadRequest, (await wrong.GetAsync("/models", Stop)).StatusCode);
    }

    [Fact]
    public async Task Streams_at_once_are_answered_as_single_requests_are()
    {
        using var single = Clients.To(service.Address);
        using var client = Http2Client();
        foreach (var (audio, streams) in new[] { (Clips.Cry, Streams), (Clips.Large, 2) })
        {
            var expected = await single.AskAsync("/analyze", audio);
            var answers = await Task.WhenAll(Enumerable.Range(0, streams).Select(i => client.AskAsync("/analyze", audio, form: i % 2 == 1)));
            Assert.All(answers, answer => Assert.Equal(expected, answer));
        }

        await service.ShouldBeIdleAsync();
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_does_not_disturb_others()
    {
        using var client = Http2Client();
        var others = Enumerable.Range(0, Streams).Select(_ => client.AskAsync("/analyze", Clips.Cry)).ToArray();
        for (var i = 0; i < Streams; i++)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var body = new SlowContent(Clips.Cry, 1_000, TimeSpan.FromMilliseconds(5));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/analyze")
            {
                Content = body,
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            cancel.CancelAfter(TimeSpan.FromMilliseconds(5 * i));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, cancel.Token));
        }

        Assert.All(await Task.WhenAll(others), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        await service.ShouldBeIdleAsync();
    }

    [Fact]
    public async Task Problems_are_those_of_http_1()
    {
        using var client = Http2Client();
        var (status, body) = await client.AskAsync("/detect", Clips.Cry[1..5]);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Contains("\"code\":\"unsupported_format\"", body, StringComparison.Ordinal);
        (status, body) = await client.AskAsync("/detect?threshold=2", Clips.Large);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"code\":\"invalid_parameter\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_that_are_none_end_their_connection_only()
    {
        const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        using var client = Http2Client();
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var garbage = new byte[random.Next(1, 2_000)];
            random.NextBytes(garbage);
            // Half of the time a frame of a known length and kind, with nonsense in it.
            if (i % 2 == 0)
                new byte[] { 0, 0, (byte)Math.Min(255, garbage.Length), (byte)random.Next(10), (byte)random.Next(256), 0, 0, 0, 1 }.AsSpan().TryCopyTo(garbage);
            using var socket = await Clients.ConnectAsync(service.Http2Address);
            await socket.SendAsync(Preface + "\0\0\0\u0004\0\0\0\0\0" + Encoding.Latin1.GetString(garbage));
            socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await socket.ReadAsync();
            Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("/detect", Clips.Cry)).Status);
        }

        await service.ShouldBeIdleAsync();
    }

    [Fact]
    public async Task Curl_and_a_body_with_trailers_are_understood()
    {
        var curl = Programs.FindOrSkip("curl");
        var (_, output) = await Tool.RunAsync(curl, "-s", "--noproxy", "*", "--http2-prior-knowledge", "-o", "/dev/null", "-w", "%{http_code} %{http_version}",
            "--data-binary", "@" + Cry, service.Http2Address + "detect");
        Assert.Equal("200 2", output);

        var nghttp = Programs.FindOrSkip("nghttp");
        var (code, text) = await Tool.RunAsync(nghttp, "-d", Cry, "--trailer", "x-checksum: 1", "-H", ":method: POST", service.Http2Address + "detect");
        Assert.True(code == 0, text);
        Assert.Contains("\"isCry\":true", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_streams_on_one_connection_all_succeed()
    {
        // No more at once than one core's queue has places for.
        const int Requests = 300;
        var (code, text) = await Tool.RunAsync(Programs.FindOrSkip("h2load"), "-n", $"{Requests}", "-c", "2", "-m", "8", "-d", Cry, service.Http2Address + "detect");
        Assert.True(code == 0, text);
        Assert.True(Succeeded.Match(text).Groups[1].Value == $"{Requests}", text);
        await service.ShouldBeIdleAsync();
    }

    private static string Cry => Path.Combine(Repository.Root, "samples", "cry.wav");

    private HttpClient Http2Client()
    {
        var client = Clients.To(service.Http2Address);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return client;
    }

    [GeneratedRegex(@"status codes: (\d+) 2xx, 0 3xx, 0 4xx, 0 5xx")]
    private static partial Regex Succeeded { get; }
}
