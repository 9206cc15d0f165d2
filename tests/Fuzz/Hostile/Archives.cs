using System.IO.Compression;

namespace CryApi.Fuzz.Tests;

/// <summary>Little that unpacks to much. Nothing here is unpacked, not even where the request claims it as its content encoding.</summary>
internal static class Archives
{
    private const int Unpacked = 64 * 1024 * 1024;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("gzip bomb", _ => Gzip(Unpacked), HostileFiles.Refused),
        new("gzip of a WAV", _ => Pack(ServiceSeeds.Wav), HostileFiles.Refused),
        new("zip bomb", _ => Zip(Unpacked), HostileFiles.Refused),
        new("zip of zips", _ => Nest(20), HostileFiles.Refused),
        new("zip that climbs out", _ => Climb(), HostileFiles.Refused),
        new("zlib bomb", _ => Zlib(Unpacked), HostileFiles.Refused),
        new("brotli bomb", _ => Brotli(Unpacked), HostileFiles.Refused),
        new("xz head", _ => [0xFD, .. "7zXZ\0"u8, .. new byte[1000]], HostileFiles.Refused),
    ];

    /// <summary>Zeros, packed by zlib.</summary>
    public static byte[] Zlib(int length)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            WriteZeros(zlib, length);
        return packed.ToArray();
    }

    /// <summary>Zeros, packed by gzip.</summary>
    public static byte[] Gzip(int length)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            WriteZeros(gzip, length);
        return packed.ToArray();
    }

    private static byte[] Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(file);
        return packed.ToArray();
    }

    private static byte[] Brotli(int length)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            WriteZeros(brotli, length);
        return packed.ToArray();
    }

    private static byte[] Zip(int length) => Archive("cry.wav", stream => WriteZeros(stream, length));

    private static byte[] Climb() => Archive("../../../../tmp/cry.wav", stream => stream.Write(ServiceSeeds.Wav));

    private static byte[] Nest(int depth)
    {
        var zip = Zip(1024 * 1024);
        for (var i = 0; i < depth; i++)
        {
            var inner = zip;
            zip = Archive("a.zip", stream => stream.Write(inner));
        }

        return zip;
    }

    private static byte[] Archive(string name, Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            write(stream);
        }

        return packed.ToArray();
    }

    private static void WriteZeros(Stream stream, int length)
    {
        var block = new byte[1024 * 1024];
        for (var done = 0; done < length; done += block.Length)
            stream.Write(block);
    }
}
