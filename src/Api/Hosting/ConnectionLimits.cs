using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CryApi.Api;

/// <summary>Hands <see cref="ConnectionsOptions"/> to the server.</summary>
internal static class ConnectionLimits
{
    public static void Keep(this KestrelServerLimits limits, ConnectionsOptions options)
    {
        limits.MaxConcurrentConnections = options.MaxConnections > 0 ? options.MaxConnections : null;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(options.KeepAliveSeconds);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeadSeconds);
        limits.MaxRequestLineSize = options.MaxRequestLineBytes;
        limits.MaxRequestHeaderCount = options.MaxHeaderCount;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;

        var rate = options.MinBytesPerSecond > 0 ? new MinDataRate(options.MinBytesPerSecond, TimeSpan.FromSeconds(options.GraceSeconds)) : null;
        (limits.MinRequestBodyDataRate, limits.MinResponseDataRate) = (rate, rate);

        limits.Http2.MaxStreamsPerConnection = options.Http2MaxStreams;
        limits.Http2.InitialStreamWindowSize = options.Http2StreamWindowBytes;
        limits.Http2.InitialConnectionWindowSize = options.Http2ConnectionWindowBytes;
        limits.Http2.MaxRequestHeaderFieldSize = options.MaxHeaderBytes;
    }
}
