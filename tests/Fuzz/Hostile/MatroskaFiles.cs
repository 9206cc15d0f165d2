using System.Text;

namespace CryApi.Fuzz.Tests;

/// <summary>Matroska and WebM (RFC 8794, RFC 9559): elements without end, within each other, packed, or longer than the file.</summary>
internal static class MatroskaFiles
{
    private static readonly byte[] s_unknown = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly byte[] s_segment = [0x18, 0x53, 0x80, 0x67];
    private static readonly byte[] s_cluster = [0x1F, 0x43, 0xB6, 0x75];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("Matroska as it should be", _ => Build(Track(16_000), Block(ServiceSeeds.Sound)), "200"),
        Make("a void of 32 PiB", [0xEC, 0x01, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        Make("a void without end", [0xEC, .. s_unknown]),
        Make("300,000 voids", Many([0xEC, 0x80], 300_000)),
        Make("20,000 clusters within each other", Many([.. s_cluster, .. s_unknown], 20_000)),
        new("Matroska: 20,000 segments within each other",
            _ => [.. Head("matroska"), .. Many([.. s_segment, .. s_unknown], 20_000)], HostileFiles.Stopped),
        new("Matroska: 20,000 heads",
            _ => [.. Many(Head("matroska"), 20_000), .. Build(Track(16_000), Block(ServiceSeeds.Sound))], HostileFiles.Stopped),
        new("Matroska: numbers of 8 bytes more than 8",
            _ => [0x1A, 0x45, 0xDF, 0xA3, 0x88, 0x42, 0xF2, 0x81, 0xFF, 0x42, 0xF3, 0x81, 0xFF, .. Head("webm")], HostileFiles.Stopped),
        Make("a packed block that is a bomb", Track(16_000, Packed(0)), Block(Archives.Zlib(300 * 1024 * 1024))),
        Make("a block packed twice", Track(16_000, [.. Packed(0), .. Packed(0)]), Block(Archives.Zlib(1024))),
        Make("a codec's own data that is a bomb", Track(16_000, Packed(0, 2), Archives.Zlib(100 * 1024 * 1024)), Block(ServiceSeeds.Sound)),
        Make("a block packed by bzip2", Track(16_000, Packed(1)), Block([.. "BZh9"u8, .. new byte[100]])),
        Make("a block packed by LZO", Track(16_000, Packed(2)), Block([0xFF, .. new byte[100]])),
        Make("a block that is encrypted", Track(16_000, Encrypted()), Block(ServiceSeeds.Sound)),
        Make("laces that lie",
            Track(16_000), Element([0xA3], [0x81, 0, 0, 0x06, 0xFF, 0x01, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[64]])),
        Make("256 laces of nothing", Track(16_000), Many(Element([0xA3], [0x81, 0, 0, 0x04, 0xFF]), 20_000)),
        Make("0 Hz", Track(0), Block(ServiceSeeds.Sound)),
        Make("4 GHz", Track(4e9), Block(ServiceSeeds.Sound)),
        Make("a rate that is no number", Track(double.NaN), Block(ServiceSeeds.Sound)),
        Make("a rate below zero", Track(-16_000), Block(ServiceSeeds.Sound)),
        Make("an infinite rate", Track(double.PositiveInfinity), Block(ServiceSeeds.Sound)),
        Make("20,000 tracks", Many(Track(16_000), 20_000), Block(ServiceSeeds.Sound)),
        Make("a time scale of 2^63",
            [.. Element([0x15, 0x49, 0xA9, 0x66], Element([0x2A, 0xD7, 0xB1], [0x7F, .. Enumerable.Repeat((byte)0xFF, 7)])), .. Track(16_000)], Block(ServiceSeeds.Sound)),
        Make("an attachment of 4 GB", [.. Track(16_000), 0x19, 0x41, 0xA4, 0x69, 0x08, 0xFF, 0xFF, 0xFF, 0xFF], Block(ServiceSeeds.Sound)),
        Make("a segment of another file",
            [.. Element([0x15, 0x49, 0xA9, 0x66], Element([0x3E, 0x83, 0xBB], Encoding.ASCII.GetBytes("/etc/passwd"))), .. Track(16_000)], Block(ServiceSeeds.Sound)),
    ];

    private static HostileFile Make(string name, params byte[][] parts) => new($"Matroska: {name}", _ => Build(parts), HostileFiles.Stopped);

    private static byte[] Build(params byte[][] parts) => [.. Head("matroska"), .. s_segment, .. s_unknown, .. parts.SelectMany(part => part)];

    private static byte[] Head(string type) => Element([0x1A, 0x45, 0xDF, 0xA3],
    [
        .. Element([0x42, 0x86], [1]), .. Element([0x42, 0x82], Encoding.ASCII.GetBytes(type)),
        .. Element([0x42, 0x87], [4]), .. Element([0x42, 0x85], [2]),
    ]);

    // Tracks with one entry: number, UID, audio, 16-bit little-endian PCM of one channel.
    private static byte[] Track(double rate, byte[]? encodings = null, byte[]? codecData = null)
    {
        var bits = BitConverter.GetBytes(rate);
        Array.Reverse(bits);
        byte[] audio = [.. Element([0xB5], bits), .. Element([0x9F], [1]), .. Element([0x62, 0x64], [16])];
        byte[] entry =
        [
            .. Element([0xD7], [1]), .. Element([0x73, 0xC5], [1]), .. Element([0x83], [2]),
            .. Element([0x86], Encoding.ASCII.GetBytes("A_PCM/INT/LIT")), .. Element([0xE1], audio),
            .. codecData is null ? [] : Element([0x63, 0xA2], codecData), .. encodings is null ? [] : Element([0x6D, 0x80], encodings),
        ];
        return Element([0x16, 0x54, 0xAE, 0x6B], Element([0xAE], entry));
    }

    // One encoding, compression, of blocks (1) or of the codec's own data (2).
    private static byte[] Packed(byte method, byte scope = 1) => Element([0x62, 0x40],
    [
        .. Element([0x50, 0x31], [0]), .. Element([0x50, 0x32], [scope]),
        .. Element([0x50, 0x33], [0]), .. Element([0x50, 0x34], Element([0x42, 0x54], [method])),
    ]);

    private static byte[] Encrypted() => Element([0x62, 0x40],
        [.. Element([0x50, 0x33], [1]), .. Element([0x50, 0x35], [.. Element([0x47, 0xE1], [5]), .. Element([0x47, 0xE2], new byte[16])])]);

    // A cluster at 0 with one simple block of track 1.
    private static byte[] Block(byte[] data) => Element(s_cluster, [.. Element([0xE7], [0]), .. Element([0xA3], [0x81, 0, 0, 0x80, .. data])]);

    private static byte[] Element(byte[] id, byte[] data)
    {
        var length = (uint)data.Length;
        return [.. id, 0x08, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. data];
    }

    private static byte[] Many(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(bytes => bytes)];
}
