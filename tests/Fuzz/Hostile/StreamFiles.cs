namespace CryApi.Fuzz.Tests;

/// <summary>Ogg, MP3, ADTS and AMR: streams of pages and frames that go on, change or say nothing.</summary>
internal static class StreamFiles
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("Opus of 255 channels", _ => Repaired(HostileFiles.Patch("opus", "OpusHead", 9, 255)), HostileFiles.Unusable),
        new("Opus of no channels", _ => Repaired(HostileFiles.Patch("opus", "OpusHead", 9, 0)), HostileFiles.Bearable),
        new("Opus of 255 channels that are mapped",
            _ => Repaired(HostileFiles.Patch("opus", "OpusHead", 9, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255)), HostileFiles.Unusable),
        new("Opus that skips more than there is",
            _ => Repaired(HostileFiles.Patch("opus", "OpusHead", 10, 0xFF, 0xFF)), HostileFiles.Bearable),
        new("Opus with the largest gain", _ => Repaired(HostileFiles.Patch("opus", "OpusHead", 16, 0xFF, 0x7F)), HostileFiles.Bearable),
        new("Vorbis of 255 channels", _ => Repaired(HostileFiles.Patch("ogg-vorbis", "\u0001vorbis", 11, 255)), HostileFiles.Unusable),
        new("Vorbis of 4 GHz",
            _ => Repaired(HostileFiles.Patch("ogg-vorbis", "\u0001vorbis", 12, 0xFF, 0xFF, 0xFF, 0xFF)), HostileFiles.Unusable),
        new("Vorbis of 0 Hz", _ => Repaired(HostileFiles.Patch("ogg-vorbis", "\u0001vorbis", 12, 0, 0, 0, 0)), HostileFiles.Unusable),
        new("Vorbis of huge blocks", _ => Repaired(HostileFiles.Patch("ogg-vorbis", "\u0001vorbis", 28, 0xFF)), HostileFiles.Unusable),
        new("Ogg that chains 40 streams", _ => Repeat("opus", 40), HostileFiles.Bearable),
        new("Ogg that chains codecs", _ => HostileFiles.Seed("opus") is { } opus && HostileFiles.Seed("ogg-flac") is { } flac
            ? [.. Enumerable.Range(0, 60).SelectMany(i => i % 2 == 0 ? opus : flac)] : null, HostileFiles.Bearable),
        new("Ogg of 20,000 streams that only begin", _ => Beginnings(20_000), HostileFiles.Stopped),
        new("Ogg of empty pages", _ => Pages(300_000), HostileFiles.Stopped),
        new("Ogg that ends before its time begins",
            _ => Repaired(HostileFiles.Patch("ogg-vorbis", "OggS", 6, 0x80, 0, 0, 0, 0, 0, 0, 0x80)), HostileFiles.Bearable),
        new("MP3 with an ID3 tag of 256 MB that isn't there", _ => Tagged(0x7F, 0x7F, 0x7F, 0x7F, 0), HostileFiles.Bearable),
        new("MP3 with an ID3 tag of 20 MB that is there", _ => Tagged(10, 0, 0, 0, 10 << 21), HostileFiles.Bearable),
        new("MP3 with 50,000 ID3 tags", _ => HostileFiles.Seed("mp3") is { } mp3
            ? [.. Enumerable.Repeat((byte[])[.. "ID3"u8, 3, 0, 0, 0, 0, 0, 0], 50_000).SelectMany(tag => tag), .. mp3] : null, HostileFiles.Stopped),
        new("ID3 tag that packs a bomb", _ => PackedTag(), HostileFiles.Bearable),
        new("MP3 of Xing's largest counts",
            _ => HostileFiles.Patch("mp3", "Info", 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), HostileFiles.Bearable),
        new("MP3 with the largest encoder delay", _ => HostileFiles.Patch("mp3", "Info", 141, 0xFF, 0xFF, 0xFF), HostileFiles.Bearable),
        new("MP3 frames of all rates", _ => Frames(), HostileFiles.Bearable),
        new("ADTS frames that are only headers", _ => Many([0xFF, 0xF1, 0x50, 0x40, 0x00, 0xFF, 0xFC], 50_000), HostileFiles.Stopped),
        new("ADTS of an unknown rate", _ => Many([0xFF, 0xF1, 0x7C, 0x40, 0x01, 0x1F, 0xFC, 0x00], 1_000), HostileFiles.Unusable),
        new("ADTS that changes its channels",
            _ => HostileFiles.Seed("aac-adts") is { } adts ? [.. adts, .. Channels(adts, 7), .. adts] : null, HostileFiles.Bearable),
        new("AMR-WB of frames without data", _ => [.. "#!AMR-WB\n"u8, .. Many([0x7C], 1_000_000)], HostileFiles.Stopped),
        new("AMR of frames of a reserved kind", _ => [.. "#!AMR\n"u8, .. Many([0x64], 100_000)], HostileFiles.Stopped),
        new("AMR of several channels", _ => [.. "#!AMR_MC1.0\n"u8, 0, 0, 0, 0xFF, .. new byte[4_000]], HostileFiles.Bearable),
        new("AMR without frames", _ => [.. "#!AMR\n"u8], HostileFiles.Unusable),
    ];

    private static byte[]? Repaired(byte[]? file)
    {
        OggPages.RepairChecksums(file);
        return file;
    }

    private static byte[] Many(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(bytes => bytes)];

    private static byte[]? Repeat(string seed, int count) => HostileFiles.Seed(seed) is { } file ? Many(file, count) : null;

    private static byte[] Beginnings(int count)
    {
        byte[] head = [.. "OpusHead"u8, 1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];
        var file = new List<byte>();
        for (var i = 0; i < count; i++)
            file.AddRange([.. "OggS\0\u0002"u8, .. new byte[8], .. BitConverter.GetBytes(i), .. new byte[8], 1, (byte)head.Length, .. head]);
        return Repaired([.. file])!;
    }

    private static byte[]? Pages(int count)
    {
        byte[] empty = [.. "OggS\0\0"u8, .. new byte[21]];
        return HostileFiles.Seed("ogg-vorbis") is { } file ? Repaired([.. file, .. Many(empty, count)]) : null;
    }

    private static byte[]? Tagged(byte size3, byte size2, byte size1, byte size0, int length) =>
        HostileFiles.Seed("mp3") is { } mp3 ? [.. "ID3"u8, 4, 0, 0, size3, size2, size1, size0, .. new byte[length], .. mp3] : null;

    // ID3v2.3: a frame whose flag says that it is compressed, with its unpacked size before it.
    private static byte[]? PackedTag()
    {
        var bomb = Archives.Zlib(100 * 1024 * 1024);
        byte[] size = [(byte)(bomb.Length >> 24), (byte)(bomb.Length >> 16), (byte)(bomb.Length >> 8), (byte)bomb.Length];
        byte[] frame = [.. "TIT2"u8, .. size, 0, 0x80, 0x7F, 0xFF, 0xFF, 0xFF, .. bomb];
        var length = frame.Length;
        return HostileFiles.Seed("mp3") is { } mp3
            ? [.. "ID3"u8, 3, 0, 0, Seven(length >> 21), Seven(length >> 14), Seven(length >> 7), Seven(length), .. frame, .. mp3]
            : null;

        static byte Seven(int bits) => (byte)(bits & 0x7F);
    }

    // Layer III, 128 kbit/s, of MPEG-1: 44.1, 48 and 32 kHz in turn, mono and stereo, with nothing in them.
    private static byte[] Frames()
    {
        int[] lengths = [417, 384, 576];
        var file = new List<byte>([.. Head(0, false), .. new byte[413]]);
        for (var i = 0; i < 3_000; i++)
            file.AddRange([.. Head(i % 3, i % 2 == 0), .. new byte[lengths[i % 3] - 4]]);
        return [.. file];

        static byte[] Head(int rate, bool mono) => [0xFF, 0xFB, (byte)(0x90 | (rate << 2)), (byte)(mono ? 0xC0 : 0)];
    }

    private static byte[] Channels(byte[] adts, int channels)
    {
        var changed = adts.ToArray();
        for (var at = 0; at + 7 < changed.Length; at += Math.Max(7, ((changed[at + 3] & 3) << 11) | (changed[at + 4] << 3) | (changed[at + 5] >> 5)))
        {
            changed[at + 2] = (byte)((changed[at + 2] & 0xFE) | (channels >> 2));
            changed[at + 3] = (byte)((changed[at + 3] & 0x3F) | ((channels & 3) << 6));
        }

        return changed;
    }
}
