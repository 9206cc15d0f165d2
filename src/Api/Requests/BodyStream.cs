using System.Buffers;
using System.IO.Pipelines;

namespace CryApi.Api;

/// <summary>
/// A request's body up to so many bytes; one more ends the request with <see cref="ProblemKinds.BodyTooLarge"/>. When reading is
/// cancelled the pipe stays in order, so that the server can drain what is left and keep the connection.
/// </summary>
/// <param name="reader">The body. Not completed here.</param>
/// <param name="maxBytes">Most bytes allowed.</param>
/// <param name="rate">How fast they must come; null where the server sees to that.</param>
internal sealed class BodyStream(PipeReader reader, long maxBytes, BodyRate? rate = null) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            rate?.Watch(_read);

            // A token given to the pipe would leave it reading for ever after.
            using var cancel = cancellationToken.UnsafeRegister(static pipe => Wake((PipeReader)pipe!), reader);
            var result = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            var count = Copy(result.Buffer, buffer.Span, out var end);
            reader.AdvanceTo(end);

            cancellationToken.ThrowIfCancellationRequested();
            _read += count;
            if (_read > maxBytes)
                throw AudioBody.TooLarge(maxBytes);
            if (count > 0 || result.IsCompleted || buffer.Length == 0)
                return count;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Ends the waiting for bytes, if anybody waits.</summary>
    public static void Wake(PipeReader reader)
    {
        try
        {
            reader.CancelPendingRead();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The request has ended, and so has the waiting; the server would take the exception for a fault of ours.
        }
    }

    /// <summary>Copies what fits. Once the reader has advanced, its buffers are no longer ours to look at.</summary>
    private static int Copy(in ReadOnlySequence<byte> source, Span<byte> destination, out SequencePosition end)
    {
        var fitting = source.Slice(0, Math.Min(source.Length, destination.Length));
        fitting.CopyTo(destination);
        end = fitting.End;
        return (int)fitting.Length;
    }
}
