namespace CryApi.Api;

/// <summary>What one connection, and the head of one request, may take: the section <c>Connections</c> of the configuration.</summary>
public sealed class ConnectionsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Connections";

    /// <summary>Connections at once on each port; one more is closed. 0 means any number. Default 4,096.</summary>
    public int MaxConnections { get; set; } = 4_096;

    /// <summary>
    /// Longest time in seconds that a connection may be idle between requests. Default 130. It must be more than the gateway's own, or the
    /// gateway may send a request while the connection is being closed.
    /// </summary>
    public double KeepAliveSeconds { get; set; } = 130;

    /// <summary>Longest time in seconds that the head of a request may take to arrive. Default 15.</summary>
    public double HeadSeconds { get; set; } = 15;

    /// <summary>Most bytes of a request line: method, address and version. Default 8,192.</summary>
    public int MaxRequestLineBytes { get; set; } = 8_192;

    /// <summary>Most headers of a request. Default 100.</summary>
    public int MaxHeaderCount { get; set; } = 100;

    /// <summary>Most bytes of all headers of a request together. Default 32,768.</summary>
    public int MaxHeaderBytes { get; set; } = 32_768;

    /// <summary>
    /// Fewest bytes in a second, on average, that a body must arrive with and an answer be taken with once <see cref="GraceSeconds"/> are over;
    /// a slower one ends the request, a body with a 408. 0 means any. Default 240, less than half of the slowest stream of a phone's speech codec (AMR, 4.75 kbit/s).
    /// </summary>
    public double MinBytesPerSecond { get; set; } = 240;

    /// <summary>Time in seconds before <see cref="MinBytesPerSecond"/> is looked at. Default 10.</summary>
    public double GraceSeconds { get; set; } = 10;

    /// <summary>Requests at once on one HTTP/2 connection. Default 100.</summary>
    public int Http2MaxStreams { get; set; } = 100;

    /// <summary>Bytes of one HTTP/2 request's body that may be under way. Default 786,432 (768 KiB).</summary>
    public int Http2StreamWindowBytes { get; set; } = 768 * 1024;

    /// <summary>Bytes of all bodies on one HTTP/2 connection that may be under way. Default 1,048,576 (1 MiB).</summary>
    public int Http2ConnectionWindowBytes { get; set; } = 1024 * 1024;
}
