using CryApi.Audio.Tests;

namespace CryApi.Fuzz.Tests;

/// <summary>FLAC, CAF, AU, AIFF, Wave64 and WAV: headers that claim the impossible; and files that are hardly there.</summary>
internal static class HeaderFiles
{
    private static readonly byte[] s_ones = [.. Enumerable.Repeat((byte)0xFF, 16)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("no bytes", _ => [], "400 empty_body"),
        .. ((byte[])[0, (byte)'R', (byte)'I', (byte)'O', (byte)'f', (byte)'#', (byte)'c', 0xFF, 0x1A]).Select(
            (value, i) => new HostileFile($"one byte, {value:X2}", _ => [value], HostileFiles.Refused)),
        new("one byte more than is accepted", _ => new byte[(64 * 1024 * 1024) + 1], "413 body_too_large"),
        new("60 MB of zeros", _ => new byte[60_000_000], HostileFiles.Refused),
        new("60 MB of ones", _ => Ones(60_000_000), HostileFiles.Refused),
        new("FLAC with an absurd STREAMINFO", _ => HostileFiles.Patch("flac", "fLaC", 8, [.. s_ones, 0xFF, 0xFF]), HostileFiles.Stopped),
        new("FLAC of 0 Hz", _ => HostileFiles.Patch("flac", "fLaC", 18, 0, 0, 0), HostileFiles.Bearable),
        new("FLAC of 2^36 samples", _ => HostileFiles.Patch("flac", "fLaC", 22, 0xFF, 0xFF, 0xFF, 0xFF), HostileFiles.Stopped),
        new("FLAC of blocks without samples", _ => HostileFiles.Patch("flac", "fLaC", 8, 0, 0, 0, 0), HostileFiles.Bearable),
        new("FLAC with a metadata block of 16 MB that isn't there",
            _ => HostileFiles.Patch("flac", "fLaC", 43, 0xFF, 0xFF, 0xFF), HostileFiles.Bearable),
        new("FLAC with a picture of 4 GB", _ => WithBlock(6, [0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[64]]), HostileFiles.Bearable),
        new("FLAC with a seek table of nonsense", _ => WithBlock(3, Ones(18 * 1_000)), HostileFiles.Bearable),
        new("FLAC with 10,000 metadata blocks", _ => WithBlock(1, [], 10_000), HostileFiles.Bearable),
        new("CAF of a description of negative length", _ => HostileFiles.Patch("caf-pcm", "desc", 4, s_ones[..8]), HostileFiles.Unusable),
        new("CAF of a chunk of the most negative length",
            _ => HostileFiles.Patch("caf-pcm", "data", 4, 0x80, 0, 0, 0, 0, 0, 0, 0), HostileFiles.Bearable),
        new("CAF of sound to the end", _ => HostileFiles.Patch("caf-pcm", "data", 4, s_ones[..8]), HostileFiles.Bearable),
        new("CAF of 0 Hz", _ => HostileFiles.Patch("caf-pcm", "desc", 12, new byte[8]), HostileFiles.Unusable),
        new("CAF of a rate that is no number", _ => HostileFiles.Patch("caf-pcm", "desc", 12, s_ones[..8]), HostileFiles.Unusable),
        new("CAF of packets without bytes", _ => HostileFiles.Patch("caf-pcm", "desc", 28, new byte[8]), HostileFiles.Bearable),
        new("CAF of 2^63 packets",
            _ => HostileFiles.Patch("caf-alac", "pakt", 12, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), HostileFiles.Bearable),
        new("CAF of chunks without end",
            _ => [.. "caff\0\u0001\0\0"u8, .. Many([.. "free"u8, 0, 0, 0, 0, 0, 0, 0, 0], 300_000)], HostileFiles.Unusable),
        new("AU whose header has 4 GB", _ => HostileFiles.Patch("au", ".snd", 4, s_ones[..4]), HostileFiles.Unusable),
        new("AU whose header has no bytes", _ => HostileFiles.Patch("au", ".snd", 4, 0, 0, 0, 0), HostileFiles.Bearable),
        new("AU of 4 G channels", _ => HostileFiles.Patch("au", ".snd", 20, s_ones[..4]), HostileFiles.Unusable),
        new("AU of 65,536 channels", _ => HostileFiles.Patch("au", ".snd", 20, 0, 1, 0, 0), HostileFiles.Unusable),
        new("AU of 4 GHz", _ => HostileFiles.Patch("au", ".snd", 16, s_ones[..4]), HostileFiles.Unusable),
        new("AU of 0 Hz", _ => HostileFiles.Patch("au", ".snd", 16, 0, 0, 0, 0), HostileFiles.Unusable),
        new("AIFF of 32,767 channels", _ => HostileFiles.Patch("aiff", "COMM", 8, 0x7F, 0xFF), HostileFiles.Unusable),
        // ffmpeg takes it for its own "No such file or directory" and "Permission denied".
        new("AIFF of -2 frames", _ => HostileFiles.Patch("aiff", "COMM", 10, 0xFF, 0xFF, 0xFF, 0xFE), HostileFiles.Unusable),
        new("AIFF of -13 frames", _ => HostileFiles.Patch("aiff", "COMM", 10, 0xFF, 0xFF, 0xFF, 0xF3), HostileFiles.Unusable),
        new("AIFF of an infinite rate",
            _ => HostileFiles.Patch("aiff", "COMM", 16, 0x7F, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0), HostileFiles.Unusable),
        new("AIFF of 0 Hz", _ => HostileFiles.Patch("aiff", "COMM", 16, new byte[10]), HostileFiles.Unusable),
        new("AIFF whose sound starts behind its end",
            _ => HostileFiles.Patch("aiff", "SSND", 8, 0x7F, 0xFF, 0xFF, 0xFF), HostileFiles.Unusable),
        new("AIFF of 0 bits", _ => HostileFiles.Patch("aiff", "COMM", 14, 0, 0), HostileFiles.Bearable),
        new("Wave64 of chunks without length", _ => HostileFiles.Patch("w64", "fmt ", 16, new byte[8]), HostileFiles.Bearable),
        new("Wave64 of chunks of negative length", _ => HostileFiles.Patch("w64", "fmt ", 16, s_ones[..8]), HostileFiles.Bearable),
        new("ADPCM of blocks without bytes", _ => HostileFiles.Patch("wav-ima", "fmt ", 20, 0, 0), HostileFiles.Bearable),
        new("ADPCM of blocks of 64 kB", _ => HostileFiles.Patch("wav-ms", "fmt ", 20, 0xFF, 0xFF), HostileFiles.Bearable),
        new("ADPCM of 65,535 samples a block", _ => HostileFiles.Patch("wav-ms", "fmt ", 26, 0xFF, 0xFF), HostileFiles.Bearable),
        new("ADPCM of 65,535 channels", _ => HostileFiles.Patch("wav-ima", "fmt ", 10, 0xFF, 0xFF), HostileFiles.Unusable),
        new("GSM of 4 GHz", _ => HostileFiles.Patch("wav-gsm", "fmt ", 12, s_ones[..4]), HostileFiles.Unusable),
        new("WAV of 65,535 channels", _ => WavBytes.Of(1, 8, 65_535, new byte[65_535]).Build(), HostileFiles.Unusable),
        new("WAV of 4 GHz", _ => (WavBytes.Ramp() with { Rate = uint.MaxValue }).Build(), "422 unsupported_sample_rate"),
        new("WAV of a million chunks", _ => [.. "RIFF\0\0\0\0WAVE"u8, .. Many([.. "JUNK\0\0\0\0"u8], 1_000_000)], "422 corrupt"),
        new("WAV of infinite samples",
            _ => WavBytes.Of(3, 32, 1, [.. Enumerable.Repeat(float.PositiveInfinity, 16_000).SelectMany(BitConverter.GetBytes)]).Build(),
            "422 corrupt"),
        new("AIFF of samples that are no numbers", _ => NotNumbers(), "415 unsupported_format", "422 corrupt"),
    ];

    private static byte[]? WithBlock(byte type, byte[] block, int count = 1)
    {
        if (HostileFiles.Seed("flac") is not { } flac)
            return null;
        // The magic and STREAMINFO, which is not the last block; then the new ones, then the rest.
        return [.. flac[..4], (byte)(flac[4] & 0x7F), .. flac[5..42],
            .. Many([type, (byte)(block.Length >> 16), (byte)(block.Length >> 8), (byte)block.Length, .. block], count), .. flac[42..]];
    }

    private static byte[]? NotNumbers()
    {
        if (HostileFiles.Seed("aifc-float") is not { } file)
            return null;
        file.AsSpan(file.AsSpan().IndexOf("SSND"u8) + 16).Fill(0xFF);
        return file;
    }

    private static byte[] Ones(int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)0xFF);
        return bytes;
    }

    private static byte[] Many(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(bytes => bytes)];
}
