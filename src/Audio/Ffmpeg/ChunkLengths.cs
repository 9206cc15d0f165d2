using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>
/// Lengths that CAF (Apple's "Core Audio Format Specification 1.0") and Wave64 (Sony's) state of their samples: ffmpeg takes them to end with
/// the file.
/// </summary>
internal static class ChunkLengths
{
    private const int CafHead = 8;
    private const int CafChunkHead = 12;
    private const int Wave64Head = 40;
    private const int Wave64ChunkHead = 24;

    /// <summary>Whether the file ends before its samples do; false for other formats.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="file">The whole file.</param>
    public static bool ExceedFile(FfmpegFormat format, ReadOnlySpan<byte> file) => format.Demuxer switch
    {
        "caf" => CafExceeds(file),
        "w64" => Wave64Exceeds(file),
        _ => false,
    };

    private static bool CafExceeds(ReadOnlySpan<byte> file)
    {
        for (var position = (long)CafHead; position + CafChunkHead <= file.Length;)
        {
            var head = file.Slice((int)position, CafChunkHead);
            var size = BinaryPrimitives.ReadInt64BigEndian(head[4..]);
            var room = file.Length - position - CafChunkHead;
            if (head.StartsWith("data"u8))
                return size > room;
            // A size of −1 is the data chunk's alone, for a recording that was not closed.
            if (size < 0 || size > room)
                return false;
            position += CafChunkHead + size;
        }

        return false;
    }

    private static bool Wave64Exceeds(ReadOnlySpan<byte> file)
    {
        for (var position = (long)Wave64Head; position + Wave64ChunkHead <= file.Length;)
        {
            // The first four of the sixteen bytes of its name tell a chunk. Its size counts its head; the next begins at a multiple of 8.
            var head = file.Slice((int)position, Wave64ChunkHead);
            var size = BinaryPrimitives.ReadInt64LittleEndian(head[16..]);
            if (head.StartsWith("data"u8))
                return size > file.Length - position;
            if (size < Wave64ChunkHead || size > file.Length - position)
                return false;
            position += (size + 7) & ~7L;
        }

        return false;
    }
}
