using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Ends the waiting for a body on HTTP/2 that comes slower than <see cref="ConnectionsOptions.MinBytesPerSecond"/>. The server's own watch counts
/// all bodies of a connection together and ends the connection, and with it the requests of a gateway's other clients.
/// </summary>
internal sealed class BodyRate : IDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly ConnectionsOptions _options;
    private readonly Timer _timer;

    private BodyRate(ConnectionsOptions options, PipeReader reader)
    {
        _options = options;
        _timer = new Timer(static reader => BodyStream.Wake((PipeReader)reader!), reader, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Takes the watch over from the server; null where the server keeps it, or nobody does.</summary>
    public static BodyRate? TakeOver(HttpRequest request)
    {
        if (!HttpProtocol.IsHttp2(request.Protocol))
            return null;
        if (request.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } server)
            server.MinDataRate = null;
        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<ConnectionsOptions>>().Value;
        return options.MinBytesPerSecond > 0 ? new BodyRate(options, request.BodyReader) : null;
    }

    /// <summary>Cancels the next read when its bytes would come too late.</summary>
    /// <param name="read">Bytes that have come.</param>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.BodyTimeout"/>: they are too late already.</exception>
    public void Watch(long read)
    {
        var left = _options.GraceSeconds + (read / _options.MinBytesPerSecond) - Stopwatch.GetElapsedTime(_started).TotalSeconds;
        if (left <= 0)
            throw new ProblemException(ProblemKinds.BodyTimeout, $"The body came with less than {_options.MinBytesPerSecond} bytes a second.");
        // A timer takes no more than 49 days; a body has minutes.
        _timer.Change(TimeSpan.FromSeconds(Math.Min(left + 0.001, 86_400)), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
