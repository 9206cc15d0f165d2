using System.Buffers;

namespace CryApi.Api;

/// <summary>Bytes in one rented array that grows by doubling. What was written is wiped before the array goes back.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(FirstSize);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_array.Length - Length < Math.Max(sizeHint, 1))
            Grow(Length + (long)Math.Max(sizeHint, 1));
        return _array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        var array = Interlocked.Exchange(ref _array, []);
        Release(array);
        Length = 0;
    }

    private void Grow(long needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Min(Math.Max(needed, 2L * _array.Length), Array.MaxLength)));
        Written.CopyTo(larger);
        Release(_array);
        _array = larger;
    }

    private void Release(byte[] array)
    {
        if (array.Length == 0)
            return;
        array.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
