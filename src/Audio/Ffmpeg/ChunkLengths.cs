using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>
/// Lengths that CAF (Apple's "Core Audio Format Specification 1.0"), Wave64 (Sony's) and WAV state of their samples: ffmpeg takes them to end
/// with the file.
/// </summary>
internal static class ChunkLengths
{
    private delegate long BodyLength(ReadOnlySpan<byte> head);

    // Sizes below 0, and in WAV the largest, are of recordings that were not closed.
    private static readonly Layout s_caf = new(8, 12, 1, head => BinaryPrimitives.ReadInt64BigEndian(head[4..]));

    // Sizes count the head of the chunk.
    private static readonly Layout s_wave64 = new(40, 24, 8, head => BinaryPrimitives.ReadInt64LittleEndian(head[16..]) - 24);

    private static readonly Layout s_wav = new(12, 8, 2, head => BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) is var size and not uint.MaxValue ? size : -1);

    /// <summary>Whether the file ends before its samples do; false for other formats.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="file">The whole file.</param>
    public static bool ExceedFile(FfmpegFormat format, ReadOnlySpan<byte> file) => format.Demuxer switch
    {
        "caf" => ExceedFile(s_caf, file),
        "w64" => ExceedFile(s_wave64, file),
        "wav" => ExceedFile(s_wav, file),
        _ => false,
    };

    private static bool ExceedFile(Layout layout, ReadOnlySpan<byte> file)
    {
        for (var position = layout.First; position + layout.HeadLength <= file.Length;)
        {
            // The first four bytes of its name tell a chunk, also of the sixteen in Wave64.
            var head = file.Slice((int)position, layout.HeadLength);
            var length = layout.Length(head);
            var room = file.Length - position - layout.HeadLength;
            if (head.StartsWith("data"u8))
                return length > room;
            if (length < 0 || length > room)
                return false;
            var end = position + layout.HeadLength + length;
            position = (end + layout.Alignment - 1) / layout.Alignment * layout.Alignment;
        }

        return false;
    }

    /// <param name="First">Where the first chunk begins.</param>
    /// <param name="HeadLength">Bytes of a chunk's name and size.</param>
    /// <param name="Alignment">Chunks begin at multiples of this.</param>
    /// <param name="Length">Bytes of the chunk behind its head; below 0 where that is left open.</param>
    private sealed record Layout(long First, int HeadLength, int Alignment, BodyLength Length);
}
