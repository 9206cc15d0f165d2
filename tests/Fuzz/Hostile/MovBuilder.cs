using System.Buffers.Binary;
using System.Text;

namespace CryApi.Fuzz.Tests;

/// <summary>
/// A minimal QuickTime file of 16-bit PCM, box by box (ISO/IEC 14496-12 and Apple's QuickTime File Format), any of whose fields may lie.
/// </summary>
internal sealed record MovBuilder
{
    public uint TimeScale { get; init; } = 16_000;

    /// <summary>Sample rate in the sound description, 16.16 fixed point.</summary>
    public uint SoundRate { get; init; } = 16_000u << 16;

    public ushort Channels { get; init; } = 1;

    public ushort Bits { get; init; } = 16;

    /// <summary>What the data reference holds; by default that the sound is in this file.</summary>
    public byte[] Reference { get; init; } = Full("url ", 1);

    /// <summary>Runs of (count, duration) of samples.</summary>
    public (uint Count, uint Delta)[] Times { get; init; } = [((uint)Sound.Length / 2, 1)];

    public uint? TimesCount { get; init; }

    public uint SampleSize { get; init; } = 2;

    public uint SampleCount { get; init; } = (uint)Sound.Length / 2;

    /// <summary>Runs of (first chunk, samples of each).</summary>
    public (uint First, uint Samples)[] Chunks { get; init; } = [(1, (uint)Sound.Length / 2)];

    public uint? ChunkOffset { get; init; }

    public uint? ChunkOffsetCount { get; init; }

    /// <summary>Edits of (length, start, rate 16.16), in the movie's and the track's units.</summary>
    public (uint Length, int Start, uint Rate)[]? Edits { get; init; }

    public uint? EditCount { get; init; }

    /// <summary>Put into the movie box, before the track.</summary>
    public byte[] Extra { get; init; } = [];

    /// <summary>Turns the finished movie box into another.</summary>
    public Func<byte[], byte[]> Wrap { get; init; } = movie => movie;

    private static byte[] Sound => ServiceSeeds.Sound;

    /// <summary>A box.</summary>
    public static byte[] Box(string type, params byte[][] content)
    {
        var body = content.SelectMany(part => part).ToArray();
        return [.. U32((uint)body.Length + 8), .. Encoding.Latin1.GetBytes(type), .. body];
    }

    /// <summary>A box with a version of 0 and flags.</summary>
    public static byte[] Full(string type, uint flags, params byte[][] content) => Box(type, [U32(flags), .. content]);

    public static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] U16(ushort value) => [(byte)(value >> 8), (byte)value];

    public byte[] Build()
    {
        byte[] head = Box("ftyp", [.. "qt  "u8], U32(0), [.. "qt  "u8]);
        var data = Box("mdat", Sound);
        return [.. head, .. data, .. Wrap(Box("moov", Header("mvhd", 80), Extra, Track((uint)head.Length + 8)))];
    }

    private byte[] Track(uint offset)
    {
        var sound = Box("minf", Full("smhd", 0, U32(0)), Box("dinf", Full("dref", 0, U32(1), Reference)), Table(offset));
        var media = Box("mdia", Header("mdhd", 4), Full("hdlr", 0, U32(0), [.. "soun"u8], new byte[12], [0]), sound);
        var edits = Edits is null ? [] : Box("edts", Full("elst", 0, U32(EditCount ?? (uint)Edits.Length),
            [.. Edits.SelectMany(edit => (byte[])[.. U32(edit.Length), .. U32((uint)edit.Start), .. U32(edit.Rate)])]));
        return Box("trak", Full("tkhd", 7, U32(0), U32(0), U32(1), U32(0), U32((uint)Sound.Length / 2), new byte[60]), edits, media);
    }

    private byte[] Table(uint offset)
    {
        var description = Box("twos", new byte[6], U16(1), new byte[8], U16(Channels), U16(Bits), U32(0), U32(SoundRate));
        return Box("stbl",
            Full("stsd", 0, U32(1), description),
            Full("stts", 0, U32(TimesCount ?? (uint)Times.Length), [.. Times.SelectMany(run => (byte[])[.. U32(run.Count), .. U32(run.Delta)])]),
            Full("stsc", 0, U32((uint)Chunks.Length), [.. Chunks.SelectMany(run => (byte[])[.. U32(run.First), .. U32(run.Samples), .. U32(1)])]),
            Full("stsz", 0, U32(SampleSize), U32(SampleCount)),
            Full("stco", 0, U32(ChunkOffsetCount ?? 1), U32(ChunkOffset ?? offset)));
    }

    // Times of making and change, time scale, length, and what the movie's and the media's headers have after that.
    private byte[] Header(string type, int rest) => Full(type, 0, U32(0), U32(0), U32(TimeScale), U32((uint)Sound.Length / 2), new byte[rest]);
}
