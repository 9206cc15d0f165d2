using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CryApi.Pipeline;

/// <summary>
/// Arrays as long as a file or its samples, for the length of one request. They don't come from the runtime's shared pool, which keeps an
/// array per size and thread: a service's work moves from thread to thread, and its memory grew by all their arrays for half an hour. Here all
/// threads share a few small ones, and of the large ones the garbage collector takes whatever nobody holds: a pool that kept them grew by each
/// rare coincidence of long recordings. Thread-safe.
/// </summary>
/// <typeparam name="T">What is in the arrays; never references.</typeparam>
public sealed class ScratchPool<T>
    where T : unmanaged
{
    /// <summary>Largest array that is kept for good, bytes: what is larger lies in the heap of large objects, where only full collections come.</summary>
    public const int MaxPooledBytes = 64 * 1024;

    // Up to here arrays have few sizes, so that one recording's serve the next; beyond it that would waste too much.
    private const int MaxRoundedBytes = 1024 * 1024;

    private const int MaxSpare = 24;

    // A request takes up to two of a size where it is worked on, one on each core; some more come in meanwhile.
    private static readonly int s_keptOfEachSize = (2 * Environment.ProcessorCount) + 3;

    private readonly ArrayPool<T> _kept = ArrayPool<T>.Create(MaxPooledBytes / Unsafe.SizeOf<T>(), s_keptOfEachSize);
    private readonly Lock _gate = new();

    // Used again, as each has a finalizer: an empty one waits for the next array.
    private readonly List<WeakReference<T[]>> _spare = new(MaxSpare);

    /// <summary>An array of at least so many values, which may hold anything.</summary>
    /// <param name="length">Values, ≥ 0.</param>
    /// <exception cref="OutOfMemoryException">There is no room for it.</exception>
    public T[] Rent(int length) => IsKept(length)
        ? _kept.Rent(length)
        : TakeSpare(length) ?? GC.AllocateUninitializedArray<T>(Rounded(length));

    /// <summary>Gives an array back that <see cref="Rent"/> gave; it must not be used any more.</summary>
    /// <param name="array">The array.</param>
    public void Return(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (IsKept(array.Length))
        {
            _kept.Return(array);
            return;
        }

        lock (_gate)
        {
            foreach (var spare in _spare)
            {
                if (spare.TryGetTarget(out _))
                    continue;
                spare.SetTarget(array);
                return;
            }

            if (_spare.Count < MaxSpare)
                _spare.Add(new WeakReference<T[]>(array));
        }
    }

    /// <summary>Gives an array back that held what was heard: nobody gets to see it.</summary>
    /// <param name="array">The array.</param>
    /// <param name="used">Values from its start that were written; they are wiped.</param>
    public void ReturnWiped(T[] array, int used)
    {
        array.AsSpan(0, used).Clear();
        Return(array);
    }

    private static bool IsKept(int length) => Bytes(length) <= MaxPooledBytes;

    private static long Bytes(int length) => (long)length * Unsafe.SizeOf<T>();

    private static int Rounded(int length) => Bytes(length) <= MaxRoundedBytes ? (int)BitOperations.RoundUpToPowerOf2((uint)length) : length;

    /// <summary>The smallest spare array that is long enough, and no more than twice as long: a long one is kept for those who need it.</summary>
    private T[]? TakeSpare(int length)
    {
        lock (_gate)
        {
            T[]? best = null;
            WeakReference<T[]>? from = null;
            foreach (var spare in _spare)
            {
                if (spare.TryGetTarget(out var array) && array.Length >= length && array.Length / 2 <= length && (best is null || array.Length < best.Length))
                    (best, from) = (array, spare);
            }

            from?.SetTarget(null!);
            return best;
        }
    }
}
