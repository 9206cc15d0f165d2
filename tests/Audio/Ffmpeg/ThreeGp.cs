using System.Buffers.Binary;
using System.Text;

namespace CryApi.Audio.Tests;

/// <summary>
/// Writes 3GP files of AMR as phones do, with several frames in one sample, which ffmpeg's muxer can't. Boxes by ISO/IEC 14496-12, the sample
/// entry and its <c>damr</c> box by 3GPP TS 26.244.
/// </summary>
internal static class ThreeGp
{
    // RFC 4867, section 5.3: bytes of a frame by its type, with the byte that tells it.
    private static readonly int[] s_narrow = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1];
    private static readonly int[] s_wide = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];

    /// <summary>Packs a raw AMR file.</summary>
    /// <param name="amr">RFC 4867's file, narrow or wide band.</param>
    /// <param name="framesPerSample">Frames of each sample but the last, which has what is left.</param>
    public static byte[] Write(byte[] amr, int framesPerSample)
    {
        var wide = amr.AsSpan().StartsWith("#!AMR-WB\n"u8);
        var frames = Frames(amr[(wide ? 9 : 6)..], wide ? s_wide : s_narrow);
        byte[][] samples = [.. frames.Chunk(framesPerSample).Select(group => group.SelectMany(frame => frame).ToArray())];
        var type = Box("ftyp", Text("3gp4"), Number(0), Text("3gp4"));
        var data = Box("mdat", samples);
        return [.. type, .. data, .. Index(frames.Count, framesPerSample, samples, wide, type.Length + 8)];
    }

    private static List<byte[]> Frames(byte[] stream, int[] lengths)
    {
        var frames = new List<byte[]>();
        for (int position = 0, length; position < stream.Length; position += length)
        {
            length = lengths[(stream[position] >> 3) & 15];
            frames.Add(stream[position..(position + length)]);
        }

        return frames;
    }

    private static byte[] Index(int frames, int framesPerSample, byte[][] samples, bool wide, int offset)
    {
        var rate = wide ? 16_000 : 8_000;
        var step = rate / 50;
        var table = Box(
            "stbl",
            Full("stsd", Number(1), Entry(framesPerSample, wide, rate)),
            Durations(frames, framesPerSample, step),
            Full("stsc", Number(1), Number(1), Number(samples.Length), Number(1)),
            Full("stsz", Number(0), Number(samples.Length), [.. samples.SelectMany(sample => Number(sample.Length))]),
            Full("stco", Number(1), Number(offset)));
        var media = Box(
            "minf", Full("smhd", Number(0)), Box("dinf", Full("dref", Number(1), Box("url ", Number(1)))), table);
        var track = Box(
            "mdia",
            Full("mdhd", Number(0), Number(0), Number(rate), Number(frames * step), Number(0x55C40000)),
            Full("hdlr", Number(0), Text("soun"), new byte[13]),
            media);
        return Box("moov", MovieHeader(rate, frames * step), Box("trak", TrackHeader(frames * step), track));
    }

    /// <summary>One or two runs: samples that are full, and the last where it is not.</summary>
    private static byte[] Durations(int frames, int framesPerSample, int step)
    {
        var (full, rest) = Math.DivRem(frames, framesPerSample);
        (int Count, int Length)[] runs = rest == 0 ? [(full, framesPerSample)] : [(full, framesPerSample), (1, rest)];
        return Full("stts", [Number(runs.Length), .. runs.Select(run => (byte[])[.. Number(run.Count), .. Number(run.Length * step)])]);
    }

    private static byte[] Entry(int framesPerSample, bool wide, int rate)
    {
        // Decoder's vendor and version, all modes, no mode changes, frames in a sample.
        var config = Box("damr", Text("test"), [0], Short(0x81FF), [0], [(byte)framesPerSample]);
        return Box(wide ? "sawb" : "samr", new byte[6], Short(1), new byte[8], Short(2), Short(16), Number(0), Short(rate), Short(0), config);
    }

    private static byte[] MovieHeader(int rate, int length) =>
        Full("mvhd", Number(0), Number(0), Number(rate), Number(length), Number(0x10000), Short(0x100), new byte[10], s_unity, new byte[24], Number(2));

    private static byte[] TrackHeader(int length) => Box(
        "tkhd", Number(7), Number(0), Number(0), Number(1), Number(0), Number(length), new byte[12], Short(0x100), Short(0), s_unity, new byte[8]);

    private static readonly byte[] s_unity =
        [.. new[] { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 }.SelectMany(Number)];

    private static byte[] Box(string type, params byte[][] parts) =>
        [.. Number(8 + parts.Sum(part => part.Length)), .. Text(type), .. parts.SelectMany(part => part)];

    /// <summary>A box with version and flags 0.</summary>
    private static byte[] Full(string type, params byte[][] parts) => Box(type, [Number(0), .. parts]);

    private static byte[] Text(string four) => Encoding.ASCII.GetBytes(four);

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => Number(value)[2..];
}
