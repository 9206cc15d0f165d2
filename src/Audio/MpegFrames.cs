using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>Frame headers of MPEG audio (ISO/IEC 11172-3, 13818-3) and ADTS AAC (14496-3), only as far as recognising them needs.</summary>
/// <remarks>
/// A sync word alone is 11 or 12 bits, so a second frame must begin where the first says that it ends, with the same parameters.
/// </remarks>
internal static class MpegFrames
{
    // What stays equal from frame to frame: sync, version, layer, sampling rate.
    private const uint SameMask = 0xFFFE0C00;

    // kbit/s for MPEG-1 layers I, II, III, then MPEG-2/2.5 layer I, then II and III; index 0 is free format, 15 is forbidden.
    private static readonly int[][] s_bitrates =
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] s_rates = [44_100, 48_000, 32_000];

    /// <summary>Bytes of an ID3v2 tag with its header, 0 without one; may exceed the file.</summary>
    public static int Id3Length(ReadOnlySpan<byte> file)
    {
        if (file.Length < 10 || !file.StartsWith("ID3"u8) || file[3] is 0 or 0xFF || file[4] == 0xFF)
            return 0;
        if (((file[6] | file[7] | file[8] | file[9]) & 0x80) != 0)
            return 0;
        var size = (file[6] << 21) | (file[7] << 14) | (file[8] << 7) | file[9];
        return 10 + size + ((file[5] & 0x10) != 0 ? 10 : 0);
    }

    /// <summary>1, 2 or 3 where two MPEG audio frames follow each other, or one fills the file; else 0.</summary>
    public static int MpegLayer(ReadOnlySpan<byte> frames)
    {
        if (!TryParse(frames, out var layer, out var length))
            return 0;
        if (frames.Length == length)
            return layer;
        if (frames.Length < length + 4)
            return 0;
        var difference = BinaryPrimitives.ReadUInt32BigEndian(frames) ^ BinaryPrimitives.ReadUInt32BigEndian(frames[length..]);
        return (difference & SameMask) == 0 && TryParse(frames[length..], out _, out _) ? layer : 0;
    }

    /// <summary>Whether two ADTS frames follow each other, or one fills the file.</summary>
    public static bool IsAdts(ReadOnlySpan<byte> frames)
    {
        if (!TryParseAdts(frames, out var length))
            return false;
        if (frames.Length == length)
            return true;
        // Bytes 0 to 2 but the first of the channel bits and the private bit stay equal.
        return frames.Length >= length + 7 && TryParseAdts(frames[length..], out _)
            && frames[1] == frames[length + 1] && ((frames[2] ^ frames[length + 2]) & 0xFD) == 0;
    }

    private static bool TryParse(ReadOnlySpan<byte> frame, out int layer, out int length)
    {
        (layer, length) = (0, 0);
        if (frame.Length < 4 || frame[0] != 0xFF || (frame[1] & 0xE0) != 0xE0)
            return false;
        var version = (frame[1] >> 3) & 3;
        layer = 4 - ((frame[1] >> 1) & 3);
        var bitrateIndex = frame[2] >> 4;
        var rateIndex = (frame[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitrateIndex is 0 or 15 || rateIndex == 3 || (frame[3] & 3) == 2)
            return false;

        var mpeg1 = version == 3;
        var rate = s_rates[rateIndex] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
        var bitrate = 1000 * s_bitrates[mpeg1 ? layer - 1 : layer == 1 ? 3 : 4][bitrateIndex];
        var padding = (frame[2] >> 1) & 1;
        length = layer == 1
            ? ((12 * bitrate / rate) + padding) * 4
            : ((layer == 3 && !mpeg1 ? 72 : 144) * bitrate / rate) + padding;
        return true;
    }

    private static bool TryParseAdts(ReadOnlySpan<byte> frame, out int length)
    {
        length = 0;
        if (frame.Length < 7 || frame[0] != 0xFF || (frame[1] & 0xF6) != 0xF0 || ((frame[2] >> 2) & 15) > 12)
            return false;
        length = ((frame[3] & 3) << 11) | (frame[4] << 3) | (frame[5] >> 5);
        return length >= ((frame[1] & 1) == 1 ? 7 : 9);
    }
}
