namespace CryApi.Fuzz.Tests;

/// <summary>First bytes of every format that the sniffer names, from the formats' own descriptions, for machines without encoders.</summary>
internal static class FormatHeads
{
    /// <summary>All of them.</summary>
    public static byte[][] All { get; } =
    [
        [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0],
        [.. "RIFX"u8, 0, 0, 0, 36, .. "WAVEfmt "u8, 0, 0, 0, 16],
        [.. "RF64"u8, 255, 255, 255, 255, .. "WAVEds64"u8, 28, 0, 0, 0],
        [.. "RIFF"u8, 36, 0, 0, 0, .. "AVI LIST"u8],
        [.. "RIFF"u8, 36, 0, 0, 0, .. "WEBPVP8 "u8],
        [.. "RIFF"u8, 36, 0, 0, 0, .. "RMIDdata"u8],
        [.. "FORM"u8, 0, 0, 0, 36, .. "AIFFCOMM"u8, 0, 0, 0, 18],
        [.. "FORM"u8, 0, 0, 0, 36, .. "AIFCFVER"u8, 0, 0, 0, 4],
        [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00],
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C],
        [.. "fLaC"u8, 0, 0, 0, 34, 16, 0, 16, 0],
        [.. "#!AMR\n"u8, .. Repeat(0x3C, 32), .. Repeat(0x3C, 32)],
        [.. "#!AMR-WB\n"u8, .. Repeat(0x44, 61)],
        [.. "caff\0\u0001\0\0desc"u8, 0, 0, 0, 0, 0, 0, 0, 32],
        [.. ".snd"u8, 0, 0, 0, 24, 255, 255, 255, 255, 0, 0, 0, 3],
        [.. "MThd"u8, 0, 0, 0, 6, 0, 1, 0, 2, 0, 96],
        Ogg("\u0001vorbis"u8),
        Ogg("OpusHead"u8),
        [.. "OggS\0\u0002"u8, .. new byte[20], 1, 8, 0x7F, .. "FLAC\u0001\0\0"u8],
        Ogg("Speex   "u8),
        Ogg("\u0080theora"u8),
        [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8, 0x42, 0x87, 0x81, 4],
        [0x1A, 0x45, 0xDF, 0xA3, 0xA3, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x88, .. "matroska"u8, 0x42, 0x87, 0x81, 4],
        Box("ftyp"u8, "M4A "u8),
        Box("ftyp"u8, "isom"u8),
        Box("ftyp"u8, "qt  "u8),
        Box("ftyp"u8, "3gp4"u8),
        Box("moov"u8, "\0\0\0l"u8),
        // Two frames: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, and layer II, 32 kbit/s, 48 kHz; then with an ID3 tag before.
        [.. Frame(417, 0xFF, 0xFB, 0x90, 0xC0), .. Frame(417, 0xFF, 0xFB, 0x90, 0xC0)],
        [.. Frame(96, 0xFF, 0xFD, 0x14, 0xC0), .. Frame(96, 0xFF, 0xFD, 0x14, 0xC0)],
        [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20, .. new byte[20], .. Frame(417, 0xFF, 0xFB, 0x90, 0xC0), .. Frame(417, 0xFF, 0xFB, 0x90, 0xC0)],
        [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20, .. new byte[20], .. "fLaC"u8, 0, 0, 0, 34],
        // Two ADTS frames of 20 bytes.
        [.. Frame(20, 0xFF, 0xF1, 0x50, 0x40, 0x02, 0x9F, 0xFC), .. Frame(20, 0xFF, 0xF1, 0x50, 0x40, 0x02, 0x9F, 0xFC)],
    ];

    private static byte[] Ogg(ReadOnlySpan<byte> packet) => [.. "OggS\0\u0002"u8, .. new byte[20], 1, (byte)packet.Length, .. packet];

    private static byte[] Box(ReadOnlySpan<byte> type, ReadOnlySpan<byte> brand) => [0, 0, 0, 20, .. type, .. brand, 0, 0, 2, 0, .. brand];

    private static byte[] Frame(int length, params byte[] header) => [.. header, .. new byte[length - header.Length]];

    private static byte[] Repeat(byte first, int length) => [first, .. new byte[length - 1]];
}
