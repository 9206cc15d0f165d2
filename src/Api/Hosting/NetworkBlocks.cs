using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace CryApi.Api;

/// <summary>
/// Memory for what the server reads from the network and writes to it, in blocks of 64 kB instead of its own of 4. Audio comes in hundreds of
/// kilobytes, and taking it in is most of what a request costs that is turned away: 105 µs with 224 kB, 184 with the server's own. A block of
/// which little is used takes little memory, as nobody touches the rest. Thread-safe.
/// </summary>
internal sealed class NetworkBlocks : MemoryPool<byte>
{
    internal const int BlockSize = 64 * 1024;

    // Kept for good, 8 MB; what a burst needs beyond it is the collector's.
    internal const int MaxSpare = 128;

    private readonly ConcurrentQueue<Block> _spare = new();

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        var block = _spare.TryDequeue(out var spare) ? spare : new Block(this);
        block.IsRented = true;
        return block;
    }

    /// <summary>Lets go of what is spare. It may be used on, by a port that closes later.</summary>
    protected override void Dispose(bool disposing) => _spare.Clear();

    private sealed class Block(NetworkBlocks pool) : IMemoryOwner<byte>
    {
        public bool IsRented { get; set; }

        // Pinned, as the system writes into it while the collector may run.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

        public void Dispose()
        {
            if (!IsRented)
                return;
            IsRented = false;
            if (pool._spare.Count < MaxSpare)
                pool._spare.Enqueue(this);
        }
    }

    /// <summary>Gives the server its pool: the same one for each of its ports and queues, or each would keep spare blocks of its own.</summary>
    internal sealed class Factory : IMemoryPoolFactory<byte>, IDisposable
    {
        private readonly NetworkBlocks _blocks = new();

        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => _blocks;

        public void Dispose() => _blocks.Dispose();
    }
}
