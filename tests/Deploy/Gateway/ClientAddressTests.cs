using System.Net;
using System.Net.Sockets;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Whose rate it is behind nginx: that of the address that nginx sees, whatever the client says of itself.</summary>
/// <remarks>Clients are addresses of the loopback network beside 127.0.0.1, which is nginx's own, and the only one that is trusted.</remarks>
public sealed class ClientAddressTests
{
    // One request, and the next after a minute: longer than a test takes.
    private const string Rate = "RateLimit:RequestsPerMinute=1";
    private const string Trust = "Gateway:TrustedNetworks=127.0.0.1";

    private static readonly string[] s_forgeries = ["203.0.113.9", "203.0.113.10", "203.0.113.9, 127.0.0.1", "127.0.0.1", "127.0.0.9", "", "no address"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_client_has_a_rate_of_its_own()
    {
        SkipUnlessPossible();
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = [Rate, Trust] });
        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address));
        foreach (var address in new[] { "127.0.0.2", "127.0.0.3" })
        {
            using var client = From(address, nginx.Address);
            using var first = await AskAsync(client);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            using var second = await AskAsync(client);
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 61);
            Assert.Contains("\"code\":\"rate_limited\"", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        // It is the service that refuses, and nginx asks no other instance.
        var instance = service.Address.Authority;
        string[] pair = [$"200 {instance} 200", $"429 {instance} 429"];
        Assert.Equal([.. pair, .. pair], nginx.Answers);
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task A_client_that_makes_up_addresses_gains_nothing_and_harms_nobody()
    {
        SkipUnlessPossible();
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = [Rate, Trust] });
        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address));
        using var liar = From("127.0.0.2", nginx.Address);
        using (var first = await AskAsync(liar, "127.0.0.9"))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        foreach (var forgery in s_forgeries)
        {
            using var answer = await AskAsync(liar, forgery);
            Assert.True(answer.StatusCode == HttpStatusCode.TooManyRequests, $"{forgery}: {answer.StatusCode}");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        // Whom he claimed to be has still his whole rate.
        using var other = From("127.0.0.9", nginx.Address);
        using var its = await AskAsync(other);
        Assert.Equal(HttpStatusCode.OK, its.StatusCode);
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task Where_nginx_is_not_trusted_all_behind_it_are_one_client()
    {
        SkipUnlessPossible();
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Settings = [Rate] });
        await using var nginx = await Nginx.StartAsync(new NginxStart(service.Address));
        using var first = From("127.0.0.2", nginx.Address);
        using var second = From("127.0.0.3", nginx.Address);
        using var one = await AskAsync(first);
        using var two = await AskAsync(second);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (one.StatusCode, two.StatusCode));
    }

    private static void SkipUnlessPossible()
    {
        Nginx.SkipUnlessPresent();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has all of 127.0.0.0/8 unasked.");
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/detect") { Content = Clients.Content(Clips.Cry) };
        if (forwardedFor is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor));
            Assert.True(request.Headers.TryAddWithoutValidation("X-Real-IP", forwardedFor));
            Assert.True(request.Headers.TryAddWithoutValidation("Forwarded", $"for={forwardedFor}"));
        }

        return await client.SendAsync(request, Stop);
    }

    private static HttpClient From(string address, Uri server) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = server,
    };
}
