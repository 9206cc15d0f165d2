using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// Bytes in one rented array that grows by doubling as they come, never as they are announced, and never far past the most that may
/// come. What was written is wiped before the array goes back.
/// </summary>
/// <param name="maxBytes">Most bytes that a source may have; it refuses more itself.</param>
/// <param name="budget">What its arrays are taken from.</param>
internal sealed class PooledBuffer(long maxBytes, BodyBudget budget) : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _array = [];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    /// <summary>Writes all that a stream has.</summary>
    /// <exception cref="ProblemException">There is no room for more.</exception>
    public async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        int count;
        while ((count = await source.ReadAsync(Free(), cancellationToken).ConfigureAwait(false)) > 0)
            Length += count;
    }

    public void Dispose()
    {
        Release();
        Length = 0;
    }

    private Memory<byte> Free()
    {
        if (Length == _array.Length)
        {
            // The last step has room for one byte more than may come, which is where the source's end, or its refusal, is met.
            var doubled = Math.Max(2L * _array.Length, FirstSize);
            Grow((int)(doubled < maxBytes ? doubled : Math.Max(maxBytes, Length) + 1));
        }

        return _array.AsMemory(Length);
    }

    private void Grow(int size)
    {
        // The pool may give more than was asked for, and that is what is held; memory that nobody has touched yet costs nothing.
        var larger = Scratch.Bytes.Rent(size);
        try
        {
            budget.Take(larger.Length);
        }
        catch
        {
            Scratch.Bytes.Return(larger);
            throw;
        }

        Written.CopyTo(larger);
        Release();
        _array = larger;
    }

    private void Release()
    {
        var array = Interlocked.Exchange(ref _array, []);
        if (array.Length == 0)
            return;
        Scratch.Bytes.ReturnWiped(array, Length);
        budget.Give(array.Length);
    }
}
