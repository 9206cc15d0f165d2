using System.Net;
using System.Net.Sockets;

namespace CryApi.Tests;

/// <summary>Ports for programs that can't be told to take any.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> s_given = [];

    /// <summary>One that is free now and has not been given before; nobody keeps others from taking it.</summary>
    public static int Next()
    {
        lock (s_given)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (s_given.Add(port))
                    return port;
            }
        }
    }
}
