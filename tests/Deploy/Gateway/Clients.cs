using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>Clients with connections of their own, which follow no redirect.</summary>
internal static class Clients
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static HttpClient To(Uri address, int? connections = null) => new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections ?? int.MaxValue })
    {
        BaseAddress = address,
        Timeout = s_patience,
    };

    /// <summary>Audio as a body, or as the file of a form.</summary>
    public static HttpContent Content(byte[] audio, bool form = false) =>
        form ? new MultipartFormDataContent { { new ByteArrayContent(audio), "file", "a.wav" } } : new ByteArrayContent(audio);

    /// <summary>Status and body of the answer to audio.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        this HttpClient client, string url, byte[] audio, bool form = false, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Content(audio, form) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Version = client.DefaultRequestVersion;
        request.VersionPolicy = client.DefaultVersionPolicy;
        using var answer = await client.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Stop);
        return socket;
    }

    public static async Task SendAsync(this Socket socket, string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), Stop);

    /// <summary>What comes until the server closes the connection, or a text ends what has come.</summary>
    public static async Task<string> ReadAsync(this Socket socket, string? until = null)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, Stop).AsTask().WaitAsync(s_patience, Stop)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                if (until is not null && text.ToString().Contains(until, StringComparison.Ordinal))
                    break;
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        return text.ToString();
    }
}
