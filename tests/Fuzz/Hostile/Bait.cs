using System.Net;
using System.Net.Sockets;

namespace CryApi.Fuzz.Tests;

/// <summary>What hostile files point to, and whether anybody came: a file whose reading shows in its time of access, and a port.</summary>
internal sealed class Bait : IDisposable
{
    private static readonly DateTime s_longAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryapi-bait-");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Bait()
    {
        File = Path.Combine(_folder.FullName, "secret.wav");
        System.IO.File.WriteAllBytes(File, ServiceSeeds.Wav);
        ShowsReading = Try();
        System.IO.File.SetLastAccessTimeUtc(File, s_longAgo);
        _listener.Start();
    }

    /// <summary>A sound file on this machine that is nobody's business.</summary>
    public string File { get; }

    /// <summary>Host and port of somebody who listens.</summary>
    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Whether the file system keeps times of access.</summary>
    public bool ShowsReading { get; }

    /// <summary>Whether somebody read the file or called.</summary>
    public bool IsTaken => _listener.Pending() || (ShowsReading && System.IO.File.GetLastAccessTimeUtc(File) != s_longAgo);

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Delete(recursive: true);
    }

    private bool Try()
    {
        System.IO.File.SetLastAccessTimeUtc(File, s_longAgo);
        System.IO.File.ReadAllBytes(File);
        return System.IO.File.GetLastAccessTimeUtc(File) != s_longAgo;
    }
}
