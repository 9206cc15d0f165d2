using System.Buffers.Binary;

namespace CryApi.Fuzz.Tests;

/// <summary>Page checksums of Ogg (RFC 3533, section 6: polynomial 0x04C11DB7, not reflected, no final inversion).</summary>
internal static class OggPages
{
    private const int ChecksumOffset = 22;
    private const int HeaderLength = 27;

    private static readonly uint[] s_table = BuildTable();

    /// <summary>Writes the right checksum into every page that lies wholly within the file.</summary>
    public static void RepairChecksums(Span<byte> file)
    {
        var position = 0;
        while (file[position..].IndexOf("OggS"u8) is >= 0 and var skip)
        {
            var page = file[(position + skip)..];
            position += skip + 4;
            if (page.Length < HeaderLength || page.Length < HeaderLength + page[26])
                continue;
            var length = HeaderLength + page[26];
            foreach (var lacing in page.Slice(HeaderLength, page[26]))
                length += lacing;
            if (length > page.Length)
                continue;
            page.Slice(ChecksumOffset, 4).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(page[ChecksumOffset..], Checksum(page[..length]));
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        var sum = 0u;
        foreach (var value in page)
            sum = (sum << 8) ^ s_table[(sum >> 24) ^ value];
        return sum;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (var i = 0; i < table.Length; i++)
        {
            var remainder = (uint)i << 24;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder & 0x8000_0000) != 0 ? (remainder << 1) ^ 0x04C1_1DB7 : remainder << 1;
            table[i] = remainder;
        }

        return table;
    }
}
