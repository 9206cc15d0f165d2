using CryApi.Audio.Tests;

namespace CryApi.Fuzz.Tests;

/// <summary>Files that are two things at once: the first bytes decide, and what follows them must not matter to anybody.</summary>
internal static class Polyglots
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
    [
        Join("MP3 and zip",
            "mp3", _ => Archives.All.Single(file => file.Name == "zip that climbs out").Make(null!)!, HostileFiles.Bearable),
        Join("FLAC and HLS", "flac", bait => TextFiles.All.Single(file => file.Name == "HLS of a file").Make(bait)!, HostileFiles.Bearable),
        Join("Ogg and MP3", "ogg-vorbis", _ => HostileFiles.Seed("mp3")!, HostileFiles.Bearable),
        Join("ADTS and M4A", "aac-adts", _ => HostileFiles.Seed("m4a-aac")!, HostileFiles.Bearable),
        Join("WebM and M4A", "webm-opus", _ => HostileFiles.Seed("m4a-aac")!, HostileFiles.Bearable),
        Join("AMR-NB and AMR-WB", "amr-nb", _ => HostileFiles.Seed("amr-wb")!, HostileFiles.Bearable),
        Lead("PDF and MP3", [.. "%PDF-1.7\n1 0 obj<</Length 9999>>stream\n"u8], "mp3", HostileFiles.Refused),
        Lead("GIF and WebM", [.. "GIF89a\u0001\0\u0001\0\0\0\0"u8], "webm-opus", HostileFiles.Refused),
        Lead("JPEG and MP3", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8], "mp3", HostileFiles.Refused),
        Lead("PNG and M4A", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], "m4a-aac", HostileFiles.Refused),
        Lead("HTML and FLAC", [.. "<html><script>alert(1)</script>"u8], "flac", HostileFiles.Refused),
        Lead("ELF and Ogg", [0x7F, .. "ELF"u8, 2, 1, 1, 0], "ogg-opus", HostileFiles.Refused),
        Lead("AVI head and MP3", [.. "RIFF\0\0\u0001\0AVI LIST"u8], "mp3", HostileFiles.Refused),
        Lead("ASF head and MP3", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "mp3", HostileFiles.Refused),
        Lead("MIDI head and MP3", [.. "MThd\0\0\0\u0006"u8], "mp3", HostileFiles.Refused),
        Lead("MPEG transport stream", [0x47, 0x40, 0, 0x10, .. new byte[184], 0x47, 0x40], "mp3", HostileFiles.Refused),
        Lead("ID3 tag and FLAC", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 10, .. new byte[10]], "flac", HostileFiles.Bearable),
        Lead("ID3 tag and M4A", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 10, .. new byte[10]], "m4a-aac", HostileFiles.Unusable),
        Lead("ID3 tag and Matroska", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 10, .. new byte[10]], "mkv-pcm", HostileFiles.Bearable),
        new("WAV and MP3", _ => HostileFiles.Seed("mp3") is { } mp3 ? [.. ServiceSeeds.Wav, .. mp3] : null, "200"),
        new("MP3 in WAV", _ => HostileFiles.Seed("mp3") is { } mp3 ? WavBytes.Of(0x55, 16, 1, mp3).Build() : null, HostileFiles.Bearable),
        new("M4A in WAV",
            _ => HostileFiles.Seed("m4a-aac") is { } m4a ? WavBytes.Of(0x55, 16, 1, m4a).Build() : null, HostileFiles.Unusable),
        new("FLAC in WAV",
            _ => HostileFiles.Seed("flac") is { } flac ? WavBytes.Of(0xF1AC, 16, 1, flac).Build() : null, HostileFiles.Unusable),
        new("PCM WAV that is an MP3 too",
            _ => HostileFiles.Seed("mp3") is { } mp3 ? WavBytes.Of(1, 16, 1, mp3[..(mp3.Length & ~1)]).Build() : null, "200"),
    ];

    private static HostileFile Join(string name, string seed, Func<Bait, byte[]> tail, string[] allowed) =>
        new(name, bait => HostileFiles.Seed(seed) is { } file && tail(bait) is { } more ? [.. file, .. more] : null, allowed);

    private static HostileFile Lead(string name, byte[] head, string seed, string[] allowed) =>
        new(name, _ => HostileFiles.Seed(seed) is { } file ? [.. head, .. file] : null, allowed);
}
