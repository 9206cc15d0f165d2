using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>Where the samples of a WAV file lie and how they are stored.</summary>
/// <remarks>
/// RIFF as in Microsoft's "Multimedia Programming Interface and Data Specifications 1.0", RF64 as in EBU Tech 3306, BW64 as in
/// ITU-R BS.2088, RIFX as RIFF with big-endian numbers. The size in the RIFF header is not believed (many writers leave it wrong);
/// only the data chunk's is.
/// </remarks>
/// <param name="Format">The layout of the samples.</param>
/// <param name="DataOffset">First byte of the first frame.</param>
/// <param name="DataLength">Bytes of samples that are there; the last frame may be incomplete.</param>
/// <param name="IsStream">The writer left the length open (0, or all ones), so the samples run to the end of the file.</param>
public readonly record struct WavHeader(WavFormat Format, int DataOffset, int DataLength, bool IsStream)
{
    // Files of real writers have a few dozen at most; beyond this the bytes are made up.
    private const int MaxChunks = 4096;

    /// <summary>Whether the bytes begin like a WAV file; fewer than the 12 bytes this takes match by what there is, from 4 on.</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsWave(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
            return false;
        var riff = head.StartsWith("RIFF"u8) || head.StartsWith("RIFX"u8) || IsLong(head);
        return riff && (head.Length <= 8 || "WAVE"u8.StartsWith(head[8..Math.Min(12, head.Length)]));
    }

    /// <summary>Walks the chunks until format and data are found.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.UnsupportedFormat"/>, <see cref="AudioErrorCode.Truncated"/> or
    /// <see cref="AudioErrorCode.Corrupt"/>.</exception>
    public static WavHeader Parse(ReadOnlySpan<byte> file)
    {
        if (!IsWave(file))
            throw new AudioException(AudioErrorCode.UnsupportedFormat, "The bytes are no WAV file.");
        if (file.Length < 12)
            throw Truncated("inside its header");

        var bigEndian = file[3] == (byte)'X';
        var longDataSize = (ulong?)null;
        var format = (WavFormat?)null;
        var data = (Chunk?)null;
        var position = 12L;
        for (var count = 0; position + 8 <= file.Length; count++)
        {
            if (count == MaxChunks)
                throw new AudioException(AudioErrorCode.Corrupt, "The WAV file has too many chunks.");
            var id = file.Slice((int)position, 4);
            var size = RiffNumbers.UInt32(file[((int)position + 4)..], bigEndian);
            var body = (int)position + 8;
            if (id.SequenceEqual("data"u8) && data is null)
            {
                data = ResolveData(file.Length, body, size, IsLong(file) ? longDataSize : null);
                if (data.Value.IsStream && format is null)
                    throw new AudioException(AudioErrorCode.Corrupt, "The WAV file's samples of unknown length come before their format.");
                size = (uint)data.Value.Length;
            }

            if (body + (long)size > file.Length)
                throw Truncated("inside a chunk before its samples");
            if (id.SequenceEqual("fmt "u8))
                format ??= WavFormat.Parse(file.Slice(body, (int)size), bigEndian);
            else if (id.SequenceEqual("ds64"u8) && size >= 16)
                longDataSize ??= BinaryPrimitives.ReadUInt64LittleEndian(file[(body + 8)..]);

            if (format is { } found && data is { } samples)
                return new WavHeader(found, samples.Offset, samples.Length, samples.IsStream);
            position = Next(file, body + (long)size, size);
        }

        throw Incomplete(file, bigEndian, format is null ? "format" : "samples");
    }

    private static bool IsLong(ReadOnlySpan<byte> head) => head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8);

    private static Chunk ResolveData(int fileLength, int offset, uint size, ulong? longSize)
    {
        var rest = fileLength - offset;
        var claimed = size is 0 or uint.MaxValue ? longSize ?? ulong.MaxValue : size;
        if (claimed is 0 or ulong.MaxValue)
            return new Chunk(offset, rest, IsStream: true);
        if (claimed > (ulong)rest)
            throw new AudioException(AudioErrorCode.Truncated, "The WAV file claims more sample bytes than there are.");
        return new Chunk(offset, (int)claimed, IsStream: false);
    }

    // Chunks are padded to even sizes. Some writers forget it, which shows when a chunk that is needed begins right at the odd byte.
    private static long Next(ReadOnlySpan<byte> file, long end, uint size)
    {
        if (size % 2 == 0)
            return end;
        var here = file[(int)end..];
        return here.StartsWith("data"u8) || here.StartsWith("fmt "u8) ? end : end + 1;
    }

    // The size in the RIFF header decides here between two refusals, and nothing else.
    private static AudioException Incomplete(ReadOnlySpan<byte> file, bool bigEndian, string what)
    {
        var claimed = RiffNumbers.UInt32(file[4..], bigEndian);
        return IsLong(file) || claimed == 0 || claimed + 8L > file.Length
            ? Truncated($"before its {what}")
            : new AudioException(AudioErrorCode.Corrupt, $"The WAV file has no chunk with its {what}.");
    }

    private static AudioException Truncated(string where) => new(AudioErrorCode.Truncated, $"The WAV file ends {where}.");

    private readonly record struct Chunk(int Offset, int Length, bool IsStream);
}
