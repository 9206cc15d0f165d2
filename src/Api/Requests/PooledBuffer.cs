using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// Bytes in one rented array that grows by doubling as they come, never as they are announced, and never far past the most that may
/// come. What was written is wiped before the array goes back.
/// </summary>
/// <param name="maxBytes">Most bytes that a source may have; it refuses more itself.</param>
internal sealed class PooledBuffer(long maxBytes) : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _array = Scratch.Bytes.Rent(FirstSize);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    /// <summary>Writes all that a stream has.</summary>
    public async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        int count;
        while ((count = await source.ReadAsync(Free(), cancellationToken).ConfigureAwait(false)) > 0)
            Length += count;
    }

    public void Dispose()
    {
        var array = Interlocked.Exchange(ref _array, []);
        Release(array);
        Length = 0;
    }

    private Memory<byte> Free()
    {
        if (Length == _array.Length)
        {
            var larger = Scratch.Bytes.Rent((int)Math.Min(2L * _array.Length, Math.Max(maxBytes, Length) + 1));
            Written.CopyTo(larger);
            Release(_array);
            _array = larger;
        }

        return _array.AsMemory(Length);
    }

    private void Release(byte[] array)
    {
        if (array.Length == 0)
            return;
        array.AsSpan(0, Length).Clear();
        Scratch.Bytes.Return(array);
    }
}
