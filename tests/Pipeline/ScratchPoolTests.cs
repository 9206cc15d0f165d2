using System.Runtime.CompilerServices;

namespace CryApi.Pipeline.Tests;

/// <summary>Arrays that come and go with a request.</summary>
public class ScratchPoolTests
{
    private const int Large = ScratchPool<byte>.MaxPooledBytes + 1;

    private readonly ScratchPool<byte> _pool = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Large - 1)]
    [InlineData(Large)]
    [InlineData(40_000_000)]
    public void An_array_is_long_enough_and_nobody_elses(int length)
    {
        var first = _pool.Rent(length);
        var second = _pool.Rent(length);
        Assert.True(first.Length >= length && second.Length >= length);
        Assert.True(length == 0 || !ReferenceEquals(first, second));
        _pool.Return(first);
        _pool.Return(second);
    }

    [Fact]
    public void Of_the_large_arrays_the_smallest_that_fits_is_used_again_by_any_thread()
    {
        var sizes = new[] { 3 * Large, 2 * Large, 4 * Large };
        var arrays = Array.ConvertAll(sizes, _pool.Rent);
        Array.ForEach(arrays, _pool.Return);

        byte[]? again = null;
        var thread = new Thread(() => again = _pool.Rent((2 * Large) + 1));
        thread.Start();
        thread.Join();
        Assert.Same(arrays[0], again);
    }

    [Fact]
    public void The_garbage_collector_takes_what_nobody_uses()
    {
        var reference = RentAndReturn();
        GC.Collect();
        Assert.False(reference.TryGetTarget(out _));
        Assert.Equal(3 * Large, _pool.Rent(3 * Large).Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<byte[]> RentAndReturn()
    {
        var array = _pool.Rent(3 * Large);
        _pool.Return(array);
        return new WeakReference<byte[]>(array);
    }
}
