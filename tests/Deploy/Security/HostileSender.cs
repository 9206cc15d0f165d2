using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryApi.Deploy.Tests;

/// <summary>Sends requests byte by byte as given, whatever HTTP says of them.</summary>
/// <param name="address">The service.</param>
internal sealed class HostileSender(Uri address)
{
    /// <summary>What is no whole request waits for its rest, which never comes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Sends, and reads until the service closes the connection or says nothing more.</summary>
    /// <param name="request">Each character is a byte (Latin-1).</param>
    /// <returns>The status; 0 where there was no answer.</returns>
    public async Task<int> SendAsync(string request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        using var answer = new MemoryStream();
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request));
            await using var stream = new NetworkStream(socket);
            await stream.CopyToAsync(answer).WaitAsync(s_patience);
        }
        catch (Exception exception) when (exception is IOException or SocketException or TimeoutException)
        {
            // Closed before all was sent: what was answered counts.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        return text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
