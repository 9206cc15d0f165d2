using System.Net.Sockets;
using System.Text;

namespace CryApi.Load.Tests;

/// <summary>A client that does what no library lets it: leave in the middle, close one half.</summary>
internal static class RawClient
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends a part of a request and resets the connection.</summary>
    /// <param name="address">The service.</param>
    /// <param name="request">The request.</param>
    /// <param name="share">Part of the body that is sent, 0 to 1.</param>
    /// <param name="pause">Time before the reset.</param>
    public static async Task ResetAsync(Uri address, LoadRequest request, double share, TimeSpan pause)
    {
        using var socket = await SendAsync(address, request, share);
        await Task.Delay(pause);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    /// <summary>Sends a part of a request, says that no more will come, and reads what comes.</summary>
    /// <returns>The status line's status; <c>nothing</c> where the connection was closed without an answer, <c>hang</c> where nothing came at all.</returns>
    public static async Task<string> HalfCloseAsync(Uri address, LoadRequest request, double share)
    {
        using var socket = await SendAsync(address, request, share);
        socket.Shutdown(SocketShutdown.Send);
        using var clock = new CancellationTokenSource(s_patience);
        var bytes = new byte[4096];
        var answer = new StringBuilder();
        try
        {
            while (await socket.ReceiveAsync(bytes, clock.Token) is > 0 and var read)
                answer.Append(Encoding.Latin1.GetString(bytes, 0, read));
        }
        catch (SocketException)
        {
            return answer.Length == 0 ? "nothing" : answer.ToString().Split(' ')[1];
        }
        catch (OperationCanceledException)
        {
            return Answer.Hang;
        }

        return answer.Length == 0 ? "nothing" : answer.ToString().Split(' ')[1];
    }

    private static async Task<Socket> SendAsync(Uri address, LoadRequest request, double share)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            var head = FormattableString.Invariant(
                $"POST {request.Path} HTTP/1.1\r\nHost: load\r\nContent-Type: {request.ContentType}\r\nContent-Length: {request.Body.Length}\r\n\r\n");
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            var end = (int)(share * request.Body.Length);
            for (var done = 0; done < end;)
                done += await socket.SendAsync(request.Body.AsMemory(done, end - done));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
