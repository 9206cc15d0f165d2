using System.Net;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>A body that comes piece by piece, of no length that would be known before.</summary>
internal sealed class SlowContent(byte[] bytes, int piece, TimeSpan pause) : HttpContent
{
    /// <summary>Runs after so many bytes were sent.</summary>
    public Func<int, Task> OnSent { get; init; } = static _ => Task.CompletedTask;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            var count = Math.Min(piece, bytes.Length - sent);
            await stream.WriteAsync(bytes.AsMemory(sent, count), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            sent += count;
            await OnSent(sent);
            await Task.Delay(pause, cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
