namespace CryApi.Features.Cry;

/// <summary>Keeps what depends on the tuning, built when first asked for: at most one object per step of the tuning.</summary>
/// <param name="build">Builds the object of a tuning index.</param>
internal sealed class TunedCache<T>(Func<int, T> build)
    where T : class
{
    private readonly T?[] _items = new T?[Tuning.Steps];

    /// <summary>The object of a tuning index. Safe to call from any thread.</summary>
    public T this[int index] =>
        Volatile.Read(ref _items[index]) ?? Interlocked.CompareExchange(ref _items[index], build(index), null) ?? _items[index]!;
}
