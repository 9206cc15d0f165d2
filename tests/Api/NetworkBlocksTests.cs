using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace CryApi.Api.Tests;

/// <summary>Memory that the server reads into.</summary>
public sealed class NetworkBlocksTests
{
    private readonly MemoryPool<byte> _pool = new NetworkBlocks.Factory().Create();

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(NetworkBlocks.BlockSize)]
    public void A_block_is_as_large_as_asked_for_and_nobody_elses(int size)
    {
        using var first = _pool.Rent(size);
        using var second = _pool.Rent(size);
        Assert.Equal(_pool.MaxBufferSize, first.Memory.Length);
        Assert.NotSame(first, second);
        Assert.False(first.Memory.Span.Overlaps(second.Memory.Span));
        Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Rent(NetworkBlocks.BlockSize + 1));
    }

    [Fact]
    public void One_that_is_given_back_twice_is_still_only_one()
    {
        var block = _pool.Rent();
        block.Dispose();
        block.Dispose();
        Assert.Same(block, _pool.Rent());
        Assert.NotSame(block, _pool.Rent());
    }

    [Fact]
    public async Task They_are_what_the_server_takes()
    {
        // The server asks for what was registered last; each of its ports and queues asks.
        await using var api = new ApiFactory();
        var factory = api.Services.GetRequiredService<IMemoryPoolFactory<byte>>();
        Assert.Same(Assert.IsType<NetworkBlocks>(factory.Create()), factory.Create());
    }

    [Fact]
    public void A_burst_is_not_kept()
    {
        var burst = Enumerable.Range(0, NetworkBlocks.MaxSpare + 10).Select(_ => _pool.Rent()).ToHashSet();
        foreach (var block in burst)
            block.Dispose();
        Assert.Equal(NetworkBlocks.MaxSpare, Enumerable.Range(0, burst.Count).Count(_ => burst.Contains(_pool.Rent())));
    }
}
