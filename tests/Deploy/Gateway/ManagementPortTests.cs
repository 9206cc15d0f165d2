using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>With a port of its own what an operator asks is answered there and nowhere else, however the service is told where to listen.</summary>
[Collection(GatewayService.Collection)]
public sealed class ManagementPortTests
{
    private static readonly string[] s_operators =
        ["/metrics", "/health/live", "/health/ready", "/swagger/index.html", "/openapi.yaml", "/METRICS", "/metrics/", "/%6detrics", "/cry/metrics"];

    private static readonly string[] s_others = ["/models", "/cry/models", "/js/main.js", "/cry/js/main.js"];

    // The page on the one, the way to the API browser on the other.
    private static readonly string[] s_both = ["/", "/cry/"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS", "{0}")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:{0}")]
    public async Task Every_address_is_answered_where_it_belongs(string name, string address)
    {
        var (ordinary, http2, management) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        await using var service = await ServiceProcess.StartAsync(new ServiceStart
        {
            Environment = new Dictionary<string, string> { [name] = string.Format(null, address, ordinary) },
            Settings = [$"Server:Http2Port={http2}", "Gateway:PathBase=/cry", "Connections:MaxConnections=2"],
            ManagementPort = management,
        });
        using (var operators = ClientOf(management))
        {
            await ShouldAnswerAsync(operators, [.. s_operators, .. s_both], s_others);
            await ShouldBeNotFoundAsync(operators, new HttpRequestMessage(HttpMethod.Post, "/detect") { Content = Clients.Content(Clips.Cry) });
        }

        using (var others = ClientOf(ordinary))
        {
            await ShouldAnswerAsync(others, [.. s_others, .. s_both], s_operators);
            Assert.Equal(HttpStatusCode.OK, (await others.AskAsync("/detect", Clips.Cry)).Status);
            // What a client says of the port that it has asked counts for nothing.
            foreach (var header in new[] { "Host", "X-Forwarded-Host", "X-Forwarded-Port" })
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
                request.Headers.TryAddWithoutValidation(header, header.EndsWith("Port", StringComparison.Ordinal) ? $"{management}" : $"127.0.0.1:{management}");
                await ShouldBeNotFoundAsync(others, request);
            }
        }

        using (var streams = ClientOf(http2))
        {
            streams.DefaultRequestVersion = HttpVersion.Version20;
            streams.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            await ShouldAnswerAsync(streams, [.. s_others, .. s_both], s_operators);
        }

        await ShouldKeepConnectionsApartAsync(ordinary, management);
        Assert.Empty(service.Complaints);
    }

    /// <summary>Takes all connections of the ordinary port: one more is closed there, and health is answered all the same.</summary>
    private static async Task ShouldKeepConnectionsApartAsync(int ordinary, int management)
    {
        var taken = new List<Socket>();
        try
        {
            string answer;
            do
            {
                taken.Add(await Clients.ConnectAsync(new Uri($"http://127.0.0.1:{ordinary}")));
                await taken[^1].SendAsync("GET /models HTTP/1.1\r\nHost: x\r\n\r\n");
                answer = await taken[^1].ReadAsync(until: "\r\n\r\n");
            }
            while (answer.Length > 0 && taken.Count < 10);
            Assert.InRange(taken.Count, 1, 3);
            using var operators = ClientOf(management);
            Assert.Equal(HttpStatusCode.OK, (await operators.GetAsync("/health/live", Stop)).StatusCode);
        }
        finally
        {
            taken.ForEach(socket => socket.Dispose());
        }
    }

    private static HttpClient ClientOf(int port) => Clients.To(new Uri($"http://127.0.0.1:{port}"));

    private static async Task ShouldAnswerAsync(HttpClient client, string[] found, string[] notFound)
    {
        foreach (var url in found)
            Assert.True((await client.GetAsync(url, Stop)).StatusCode < HttpStatusCode.BadRequest, url);
        foreach (var url in notFound)
        {
            await ShouldBeNotFoundAsync(
                client, new HttpRequestMessage(HttpMethod.Get, url) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy });
        }
    }

    private static async Task ShouldBeNotFoundAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await client.SendAsync(request, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{request.RequestUri}: {answer.StatusCode}");
            Assert.Equal("not_found", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["code"]!.GetValue<string>());
        }
    }
}
