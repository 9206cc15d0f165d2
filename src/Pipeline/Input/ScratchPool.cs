using System.Buffers;
using System.Runtime.CompilerServices;

namespace CryApi.Pipeline;

/// <summary>
/// Arrays for the length of one request. Small ones come from the shared pool. Large ones do not, as that pool keeps an array per size
/// and thread, so that a few long recordings would hold gigabytes long after the last of them: here all threads share a few, and the
/// garbage collector takes those when memory is wanted. Thread-safe.
/// </summary>
/// <typeparam name="T">What is in the arrays; never references.</typeparam>
public sealed class ScratchPool<T>
    where T : unmanaged
{
    /// <summary>Largest array that the shared pool gets, bytes: a power of two, as the pool's own sizes are.</summary>
    public const int MaxPooledBytes = 1024 * 1024;

    private const int MaxSpare = 8;

    private readonly Lock _gate = new();
    private readonly List<WeakReference<T[]>> _spare = new(MaxSpare);

    /// <summary>An array of at least so many values, which may hold anything.</summary>
    /// <param name="length">Values, ≥ 0.</param>
    /// <exception cref="OutOfMemoryException">There is no room for it.</exception>
    public T[] Rent(int length) => IsPooled(length)
        ? ArrayPool<T>.Shared.Rent(length)
        : TakeSpare(length) ?? GC.AllocateUninitializedArray<T>(length);

    /// <summary>Gives an array back that <see cref="Rent"/> gave; it must not be used any more.</summary>
    /// <param name="array">The array.</param>
    public void Return(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (IsPooled(array.Length))
        {
            ArrayPool<T>.Shared.Return(array);
            return;
        }

        lock (_gate)
        {
            _spare.RemoveAll(static spare => !spare.TryGetTarget(out _));
            if (_spare.Count < MaxSpare)
                _spare.Add(new WeakReference<T[]>(array));
        }
    }

    private static bool IsPooled(int length) => (long)length * Unsafe.SizeOf<T>() <= MaxPooledBytes;

    /// <summary>The smallest spare array that is long enough, and no more than twice as long: a long one is kept for those who need it.</summary>
    private T[]? TakeSpare(int length)
    {
        lock (_gate)
        {
            T[]? best = null;
            var at = -1;
            for (var i = 0; i < _spare.Count; i++)
            {
                if (_spare[i].TryGetTarget(out var array) && array.Length >= length && array.Length / 2 <= length && (best is null || array.Length < best.Length))
                    (best, at) = (array, i);
            }

            if (at >= 0)
                _spare.RemoveAt(at);
            return best;
        }
    }
}
