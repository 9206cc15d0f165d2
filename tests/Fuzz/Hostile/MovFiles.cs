using System.IO.Compression;
using System.Text;

namespace CryApi.Fuzz.Tests;

/// <summary>QuickTime and MP4: references to other files, tables that lie, times that run backwards, boxes within boxes.</summary>
internal static class MovFiles
{
    private static readonly MovBuilder s_good = new();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        // The frame of all that follow: were it no good file itself, they would test nothing.
        new("QuickTime as it should be", _ => s_good.Build(), "200"),
        Refers("data reference of a file", bait => MovBuilder.Full("url ", 0, Ascii($"file://{bait.File}\0"))),
        Refers("data reference of an address", bait => MovBuilder.Full("url ", 0, Ascii($"http://{bait.Host}/a.mov\0"))),
        Refers("alias of a file", bait => Alias(bait.File)),
        Refers("alias of an absolute path", _ => Alias("/etc/passwd")),
        Refers("alias that climbs", _ => Alias("../../../../../../../../etc/passwd")),
        Refers("resource reference", bait => MovBuilder.Full("rsrc", 0, Ascii($"{bait.File}\0"))),
        Movie("reference movie", bait => s_good with
        {
            Extra = MovBuilder.Box("rmra", MovBuilder.Box("rmda",
                MovBuilder.Full("rdrf", 0, Ascii("url "), MovBuilder.U32(30), Ascii($"http://{bait.Host}/b.mov\0")))),
        }),
        Movie("as many runs of times as a number holds", _ => s_good with { TimesCount = uint.MaxValue }),
        Movie("as many times as a number holds", _ => s_good with { Times = [(uint.MaxValue, 1)] }),
        Movie("times as long as a number holds", _ => s_good with { Times = [(9_600, uint.MaxValue)] }),
        Movie("times that run backwards", _ => s_good with { Times = [(4_800, 1), (4_800, 0x8000_0000)] }),
        Movie("as many samples as a number holds", _ => s_good with { SampleCount = uint.MaxValue }),
        Movie("as many samples as a number holds, of any size", _ => s_good with { SampleSize = 0, SampleCount = 0x3FFF_FFFF }),
        Movie("samples as large as a number holds", _ => s_good with { SampleSize = 0x7FFF_FFFF }),
        Movie("samples of 4 GB", _ => s_good with { SampleSize = uint.MaxValue }),
        Movie("chunks of as many samples as a number holds", _ => s_good with { Chunks = [(1, uint.MaxValue)] }),
        Movie("chunks that come backwards", _ => s_good with { Chunks = [(9, 1), (3, 4), (uint.MaxValue, 2), (1, 9_600)] }),
        Movie("chunks without samples", _ => s_good with { Chunks = [(1, 0)] }),
        Movie("a chunk behind the end", _ => s_good with { ChunkOffset = 0x7FFF_FFFF }),
        Movie("a chunk at its own header", _ => s_good with { ChunkOffset = 0 }),
        Movie("as many chunks as a number holds", _ => s_good with { ChunkOffsetCount = uint.MaxValue }),
        Movie("as many edits as a number holds", _ => s_good with { Edits = [(9_600, 0, 0x1_0000)], EditCount = uint.MaxValue }),
        Movie("an edit that starts before the sound", _ => s_good with { Edits = [(9_600, -2, 0x1_0000)] }),
        Movie("an edit that starts long before", _ => s_good with { Edits = [(9_600, int.MinValue, 0x1_0000)] }),
        Movie("an edit of two centuries of silence", _ => s_good with { Edits = [(uint.MaxValue, -1, 0x1_0000), (9_600, 0, 0x1_0000)] }),
        Movie("an edit that runs backwards", _ => s_good with { Edits = [(9_600, 4_800, 0xFFFF_0000)] }),
        Movie("a sound that is repeated 30,000 times", _ => s_good with { Edits = [.. Enumerable.Repeat((9_600u, 0, 0x1_0000u), 30_000)] }),
        Movie("0 Hz", _ => s_good with { SoundRate = 0 }),
        Movie("0 Hz everywhere", _ => s_good with { SoundRate = 0, TimeScale = 0 }),
        Movie("65 kHz by the description, 4 GHz by the clock", _ => s_good with { SoundRate = uint.MaxValue, TimeScale = uint.MaxValue }),
        Movie("a clock of 4 GHz", _ => s_good with { TimeScale = uint.MaxValue }),
        Movie("no channels", _ => s_good with { Channels = 0 }),
        Movie("65,535 channels", _ => s_good with { Channels = ushort.MaxValue }),
        Movie("0 bits", _ => s_good with { Bits = 0 }),
        Movie("65,535 bits", _ => s_good with { Bits = ushort.MaxValue }),
        Movie("20,000 boxes within each other", _ => s_good with { Wrap = movie => Nest(movie, 20_000, "moov") }),
        Movie("20,000 tracks within each other", _ => s_good with { Extra = Nest([], 20_000, "trak") }),
        Movie("20,000 unknown boxes within the user data", _ => s_good with { Extra = MovBuilder.Box("udta", Nest([], 20_000, "meta")) }),
        Movie("3,000 tracks",
            _ => s_good with { Extra = [.. Enumerable.Repeat(MovBuilder.Box("trak", MovBuilder.Box("mdia")), 3_000).SelectMany(track => track)] }),
        Movie("a movie box that has no end", _ => s_good with { Wrap = movie => [0, 0, 0, 0, .. movie[4..]] }),
        Movie("a movie box of 16 EiB",
            _ => s_good with { Wrap = movie => [0, 0, 0, 1, .. movie[4..8], .. Enumerable.Repeat((byte)0xFF, 8), .. movie[8..]] }),
        Movie("a movie box of 3 bytes", _ => s_good with { Wrap = movie => [0, 0, 0, 3, .. movie[4..]] }),
        Movie("a movie box that is a bomb", _ => s_good with { Wrap = _ => Packed(Archives.Zlib(100 * 1024 * 1024), 0x7FFF_FFFF) }),
        Movie("a movie box that packs itself", _ => s_good with { Wrap = movie => Packed(Pack(movie), (uint)movie.Length) }),
        Movie("metadata of 4 GB",
            _ => s_good with { Extra = MovBuilder.Box("udta", [.. MovBuilder.U32(0xFFFF_FFFF), .. Ascii("\u00A9nam")]) }),
        Movie("3 MB of metadata",
            _ => s_good with { Extra = MovBuilder.Box("udta", MovBuilder.Box("\u00A9nam", MovBuilder.U16(ushort.MaxValue), MovBuilder.U16(0), Many(3_000_000))) }),
        Patched("M4A of 0 Hz", "mp4a", 28, 0, 0, 0, 0),
        Patched("M4A whose clock stands", "mdhd", 16, 0, 0, 0, 0),
        Patched("M4A whose clock runs at 4 GHz", "mdhd", 16, 0xFF, 0xFF, 0xFF, 0xFF),
        Patched("M4A of a reserved rate", "\u0005\u0080\u0080\u0080", 5, 0x16, 0x88),
        Patched("M4A of an explicit rate that isn't there", "\u0005\u0080\u0080\u0080", 5, 0x17, 0xFF),
        Patched("M4A of no channels", "mp4a", 20, 0, 0),
        Patched("M4A of 65,535 channels", "mp4a", 20, 0xFF, 0xFF),
        Patched("M4A that is encrypted", "mp4a", 0, (byte)'e', (byte)'n', (byte)'c', (byte)'a'),
        Patched("M4A that is of Apple's store", "mp4a", 0, (byte)'d', (byte)'r', (byte)'m', (byte)'s'),
        new("fragments of as many samples as a number holds",
            _ => HostileFiles.Patch("mp4-fragmented", "trun", 8, 0xFF, 0xFF, 0xFF, 0xFF), HostileFiles.Stopped),
        new("fragments that start before the file",
            _ => HostileFiles.Patch("mp4-fragmented", "trun", 12, 0x80, 0, 0, 0), HostileFiles.Stopped),
        new("fragments of a track that isn't there",
            _ => HostileFiles.Patch("mp4-fragmented", "tfhd", 8, 0, 0, 0, 99), HostileFiles.Stopped),
        new("fragments 500 times", _ => HostileFiles.Seed("mp4-fragmented") is { } file
            ? [.. file, .. Enumerable.Repeat(file[file.AsSpan().IndexOf("moof"u8)..], 500).SelectMany(part => part)] : null, HostileFiles.Stopped),
    ];

    private static HostileFile Movie(string name, Func<Bait, MovBuilder> movie) =>
        new($"QuickTime: {name}", bait => movie(bait).Build(), HostileFiles.Stopped);

    // The reference is ignored, whereupon the sound is looked for in the file itself, or it is refused.
    private static HostileFile Refers(string name, Func<Bait, byte[]> reference) => Movie(name, bait => s_good with { Reference = reference(bait) });

    private static HostileFile Patched(string name, string id, int offset, params byte[] bytes) =>
        new(name, _ => HostileFiles.Patch("m4a-aac", id, offset, bytes), HostileFiles.Bearable);

    private static byte[] Nest(byte[] innermost, int depth, string type)
    {
        // Built from the outside, as every box tells its length first.
        var file = new List<byte>();
        for (var i = depth; i > 0; i--)
            file.AddRange([.. MovBuilder.U32((uint)((8 * i) + innermost.Length)), .. Ascii(type)]);
        return [.. file, .. innermost];
    }

    // QuickTime's compressed movie: the method's name, the unpacked length, the packed box.
    private static byte[] Packed(byte[] packed, uint length) =>
        MovBuilder.Box("moov", MovBuilder.Box("cmov", MovBuilder.Box("dcom", Ascii("zlib")), MovBuilder.Box("cmvd", MovBuilder.U32(length), packed)));

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(bytes);
        return packed.ToArray();
    }

    // A Macintosh alias record, version 2: 150 bytes of fixed fields, then items: the path with colons (kind 2), the same in POSIX's way (18).
    private static byte[] Alias(string path)
    {
        byte[] items = [.. Item(2, Ascii(path.Replace('/', ':'))), .. Item(18, Ascii(path)), 0xFF, 0xFF, 0, 0];
        var length = MovBuilder.U16((ushort)(150 + items.Length));
        return MovBuilder.Full("alis", 0, Ascii("\0\0\0\0"), length, MovBuilder.U16(2), MovBuilder.U16(0), new byte[140], items);

        static byte[] Item(byte kind, byte[] name) => [0, kind, .. MovBuilder.U16((ushort)name.Length), .. name, .. new byte[name.Length % 2]];
    }

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Many(int length) => [.. Enumerable.Repeat((byte)'a', length)];
}
