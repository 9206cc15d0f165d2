using System.Net.Sockets;
using System.Text;

namespace CryApi.Api.Tests;

/// <summary>Clients that break the rules of HTTP, or stretch them, against a real server.</summary>
public sealed class ProtocolTests
{
    private const string Get = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
    private const string Post = "POST /detect HTTP/1.1\r\nHost: x\r\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_names_the_server_software()
    {
        await using var api = new KestrelApi();
        foreach (var request in new[] { Get + "\r\n", "garbage\r\n\r\n", Post + "Content-Length: 0\r\n\r\n" })
            Assert.DoesNotContain("\nServer:", await api.ExchangeAsync(request), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_that_is_announced_as_too_large_is_refused_unread()
    {
        await using var api = new KestrelApi();
        Assert.StartsWith("HTTP/1.1 413", await api.ExchangeAsync(Post + "Content-Length: 67108865\r\n\r\n"), StringComparison.Ordinal);
        var answer = await api.ExchangeAsync(Post + "Content-Length: 4294967296\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("body_too_large", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("100 Continue", answer, StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Theory]
    [InlineData("/health/live", "200")]
    [InlineData("/health/ready", "200")]
    [InlineData("/models", "200")]
    [InlineData("/openapi.yaml", "200")]
    [InlineData("/metrics", "200")]
    [InlineData("/", "200")]
    [InlineData("/swagger/index.html", "200")]
    [InlineData("/nothing", "404")]
    [InlineData("/detect", "405")]
    [InlineData("/openapi.yaml", "200", "/cry")]
    [InlineData("/health/live", "200", "/cry")]
    public async Task Head_is_answered_as_get_is_but_without_a_body(string url, string status, string pathBase = "")
    {
        await using var api = new KestrelApi($"Gateway:PathBase={pathBase}");
        var answer = await api.ExchangeAsync($"HEAD {pathBase}{url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 " + status, answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(answer.Length, answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
    }

    [Fact]
    public async Task A_bad_query_is_refused_before_the_body_is_asked_for()
    {
        await using var api = new KestrelApi();
        const string BadPost = "POST /detect?threshold=2 HTTP/1.1\r\nHost: x\r\n";
        var answer = await api.ExchangeAsync(BadPost + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expect_100_continue_is_granted()
    {
        await using var api = new KestrelApi();
        using var socket = api.Connect();
        var head = Post + $"Content-Length: {FakePipeline.Wav.Length}\r\nExpect: 100-continue\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), Stop);
        Assert.StartsWith("HTTP/1.1 100", await KestrelApi.ReadAnswerAsync(socket), StringComparison.Ordinal);
        await socket.SendAsync(FakePipeline.Wav, Stop);
        Assert.StartsWith("HTTP/1.1 200", await KestrelApi.ReadAnswerAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_refused_as_soon_as_it_passes_the_limit()
    {
        await using var api = new KestrelApi("Limits:MaxBodyBytes=2000");
        var chunk = "3e9\r\n" + new string('a', 0x3e9) + "\r\n";
        var answer = await api.ExchangeAsync(Post + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("body_too_large", answer, StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Fact]
    public async Task A_chunked_body_arrives()
    {
        await using var api = new KestrelApi();
        const string Chunks = "4\r\nRIFF\r\n5;x=y\r\n12345\r\n0\r\nTrailer: x\r\n\r\n";
        var answer = await api.ExchangeAsync(Post + "Transfer-Encoding: chunked\r\n\r\n" + Chunks);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Equal("RIFF12345"u8.ToArray(), api.Factory.Pipeline.LastAudio);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Every_byte_of_a_body_arrives_in_order(bool chunked, bool form)
    {
        await using var api = new KestrelApi();
        foreach (var length in new[] { 100, 4_095, 65_535, 65_536, 65_537, 131_072, 224_044, 5_000_000 })
        {
            var audio = new byte[length];
            new Random(length).NextBytes(audio);
            FakePipeline.Wav.AsSpan(0, 4).CopyTo(audio);
            using HttpContent content = form
                ? new MultipartFormDataContent { { Requests.File(audio), "file", "a.wav" } }
                : Requests.File(audio);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/detect") { Content = content };
            request.Headers.TransferEncodingChunked = chunked;

            using var response = await api.CreateClient().SendAsync(request, Stop);
            Assert.True(response.IsSuccessStatusCode);
            Assert.Equal(audio, api.Factory.Pipeline.LastAudio);
        }
    }

    [Theory]
    [InlineData("zz\r\nRIFF\r\n")]
    [InlineData("4\r\nRIFFRIFF\r\n0\r\n\r\n")]
    [InlineData("-1\r\nRIFF\r\n")]
    [InlineData("ffffffffffffffff\r\nRIFF\r\n")]
    [InlineData("\r\n\r\n\r\n")]
    public async Task Broken_chunks_are_a_bad_request(string chunks)
    {
        await using var api = new KestrelApi();
        var answer = await api.ExchangeAsync(Post + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("bad_request", answer, StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nRIFF")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n64\r\nRIFF")]
    [InlineData("Content-Length: 100\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-")]
    public async Task A_body_that_ends_before_it_should_ends_the_connection(string rest)
    {
        await using var api = new KestrelApi();
        Assert.Empty(await api.ExchangeAsync(Post + rest, halfClose: true));
        Assert.Equal(0, api.Factory.Pipeline.Calls);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n\r\nRIFF")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: many\r\n\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n\r\n")]
    [InlineData("No colon\r\n\r\n")]
    [InlineData("Nul\0: x\r\n\r\n")]
    public async Task Broken_headers_are_refused_by_the_server(string rest)
    {
        await using var api = new KestrelApi();
        Assert.StartsWith("HTTP/1.1 4", await api.ExchangeAsync(Post + rest), StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Fact]
    public async Task Huge_or_many_headers_and_a_huge_address_are_refused_by_the_server()
    {
        await using var api = new KestrelApi();
        var huge = new string('a', 100_000);
        var many = string.Concat(Enumerable.Range(0, 1000).Select(i => $"H{i}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await api.ExchangeAsync($"{Post}A: {huge}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await api.ExchangeAsync($"{Post}{many}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await api.ExchangeAsync($"GET /?{huge} HTTP/1.1\r\nHost: x\r\n\r\n"), StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\nRIFF")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nRIFF\r\n")]
    [InlineData("Content-Length: 1000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-")]
    public async Task A_body_that_stops_arriving_is_given_up(string rest)
    {
        await using var api = new KestrelApi("Limits:BodyTimeoutSeconds=0.3");
        using var socket = api.Connect();
        await socket.SendAsync(Encoding.ASCII.GetBytes(Post + rest), Stop);
        var answer = await KestrelApi.ReadAnswerAsync(socket);
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("body_timeout", answer, StringComparison.Ordinal);
        await api.ShouldGoOnAnsweringAsync();
    }

    [Fact]
    public async Task A_client_that_vanishes_in_mid_body_or_mid_work_leaves_no_complaint()
    {
        await using var api = new KestrelApi();
        api.Factory.Pipeline.OnCall = (_, token) => Task.Delay(50, token);
        for (var i = 0; i < 20; i++)
        {
            using var socket = api.Connect();
            var whole = i % 2 == 0;
            await socket.SendAsync(Encoding.ASCII.GetBytes(Post + $"Content-Length: {(whole ? 4 : 400)}\r\n\r\nRIFF"), Stop);
            if (i % 4 < 2)
                socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        await api.ShouldGoOnAnsweringAsync();
        Assert.Empty(api.Factory.Log.Complaints);
    }

    [Fact]
    public async Task A_refused_upload_still_reads_its_answer()
    {
        await using var api = new KestrelApi("Limits:MaxBodyBytes=2000");
        using var socket = api.Connect();
        await socket.SendAsync(Encoding.ASCII.GetBytes(Post + "Content-Length: 4000000\r\n\r\n"), Stop);
        for (var sent = 0; sent < 4_000_000; sent += 100_000)
            await socket.SendAsync(new byte[100_000], Stop);
        Assert.StartsWith("HTTP/1.1 413", await KestrelApi.ReadAnswerAsync(socket), StringComparison.Ordinal);
    }
}
