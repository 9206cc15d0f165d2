using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryApi.Api.Tests;

/// <summary>The service on a real port, for what only bytes on a socket can show.</summary>
internal sealed class KestrelApi : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public KestrelApi(params string[] settings)
        : this(time: null, settings)
    {
    }

    public KestrelApi(TimeProvider? time, params string[] settings)
    {
        // Not UseKestrel(0): that sets the port while the program may already be listening.
        Factory = new ApiFactory([.. settings, "urls=http://127.0.0.1:0"]) { Time = time };
        Factory.UseKestrel();
        Factory.StartServer();
    }

    public ApiFactory Factory { get; }

    public HttpClient CreateClient() => Factory.CreateClient();

    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, Factory.ClientOptions.BaseAddress.Port);
        return socket;
    }

    /// <summary>Sends bytes, optionally ends the sending side, and reads until the server has answered or closed.</summary>
    public async Task<string> ExchangeAsync(string sent, bool halfClose = false)
    {
        using var socket = Connect();
        await socket.SendAsync(Encoding.Latin1.GetBytes(sent), Stop);
        if (halfClose)
            socket.Shutdown(SocketShutdown.Send);
        return await ReadAnswerAsync(socket);
    }

    /// <summary>Reads one answer with its body (by <c>Content-Length</c>, chunks, or the end of the connection).</summary>
    public static async Task<string> ReadAnswerAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (!IsWhole(text.ToString()))
        {
            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);
            }
            catch (SocketException)
            {
                break;
            }

            if (count == 0)
                break;
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    /// <summary>Whether the service still does its work.</summary>
    public async Task ShouldGoOnAnsweringAsync()
    {
        var response = await CreateClient().PostAudioAsync("/analyze");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(Factory.Log.Complaints.Aggregate("", (text, line) => text + line + "\n"));
    }

    public ValueTask DisposeAsync() => Factory.DisposeAsync();

    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || answer.StartsWith("HTTP/1.1 100", StringComparison.Ordinal) && answer.Length == end + 4)
            return answer.StartsWith("HTTP/1.1 100", StringComparison.Ordinal) && end >= 0;
        var head = answer[..end];
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                return answer.Length >= end + 4 + int.Parse(line[16..], System.Globalization.CultureInfo.InvariantCulture);
        }

        return false;
    }
}
