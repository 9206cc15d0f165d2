using System.Runtime.CompilerServices;

namespace CryApi.Pipeline.Tests;

/// <summary>Arrays that come and go with a request.</summary>
public class ScratchPoolTests
{
    // Of so many sizes that none is rounded up to another.
    private const int Large = (1024 * 1024) + 1;

    private readonly ScratchPool<byte> _pool = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ScratchPool<byte>.MaxPooledBytes)]
    [InlineData(ScratchPool<byte>.MaxPooledBytes + 1)]
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
    public void Recordings_of_about_the_same_length_share_an_array()
    {
        var array = _pool.Rent(300_000);
        _pool.Return(array);
        Assert.Same(array, _pool.Rent(310_000));
        Assert.NotSame(array, _pool.Rent(310_000));
    }

    [Theory]
    [InlineData(ScratchPool<byte>.MaxPooledBytes + 1)]
    [InlineData(3 * Large)]
    public void The_garbage_collector_takes_what_nobody_uses(int length)
    {
        var array = RentAndReturn(length);
        GC.Collect();
        Assert.False(array.IsAlive);
        Assert.True(_pool.Rent(length).Length >= length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RentAndReturn(int length)
    {
        var array = _pool.Rent(length);
        _pool.Return(array);
        return new WeakReference(array);
    }
}
