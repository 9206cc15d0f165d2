using System.Buffers.Binary;
using System.Text;

namespace CryApi.Load.Tests;

/// <summary>
/// An M4A of a few kilobytes that says it has millions of packets, for each of which a decoder keeps a few bytes: box by box as ISO/IEC 14496-12 has it.
/// </summary>
internal static class ManySamples
{
    private const uint Rate = 16_000;

    /// <summary>The file.</summary>
    /// <param name="packets">How many it says.</param>
    public static byte[] Of(uint packets)
    {
        byte[] decoder = [0x03, 0x19, 0, 1, 0, 0x04, 0x11, 0x40, 0x15, .. new byte[11], 0x05, 0x02, 0x12, 0x10, 0x06, 0x01, 0x02];
        var entry = Box("mp4a", [.. new byte[6], 0, 1, .. new byte[8], 0, 1, 0, 16, 0, 0, 0, 0], U32(Rate << 16), Full("esds", decoder));
        var table = Box(
            "stbl", Full("stsd", U32(1), entry), Full("stts", U32(1, packets, 1024)), Full("stsc", U32(1, 1, packets, 1)), Full("stsz", U32(4, packets)), Full("stco", U32(1, 40)));
        var reference = Box("dinf", Full("dref", U32(1), [.. U32(12), .. "url "u8, .. U32(1)]));
        var media = Box(
            "mdia", Full("mdhd", U32(0, 0, Rate, 1_000), [0x55, 0xC4, 0, 0]), Full("hdlr", U32(0), Encoding.ASCII.GetBytes("soun"), new byte[13]),
            Box("minf", Full("smhd", U32(0)), reference, table));
        var track = Box("trak", Full("tkhd", U32(0, 0, 1, 0, 1_000), new byte[60]), media);
        var movie = Box("moov", Full("mvhd", U32(0, 0, Rate, 1_000, 1 << 16), new byte[76]), track);
        return [.. Box("ftyp", Encoding.ASCII.GetBytes("M4A \0\0\0\0M4A mp42")), .. movie, .. Box("mdat", new byte[4_096])];
    }

    private static byte[] Full(string type, params byte[][] content) => Box(type, [U32(0), .. content]);

    private static byte[] Box(string type, params byte[][] content)
    {
        var body = content.SelectMany(part => part).ToArray();
        return [.. U32((uint)body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];
    }

    private static byte[] U32(params uint[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
