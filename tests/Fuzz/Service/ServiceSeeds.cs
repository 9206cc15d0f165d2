using CryApi.Audio.Tests;

namespace CryApi.Fuzz.Tests;

/// <summary>A short cry in every format of the catalogue that this machine can write, and in the WAV forms that are read in process.</summary>
internal static class ServiceSeeds
{
    private const int SampleRate = 16_000;

    /// <summary>Samples from the shipped cry, 16 kHz mono 16 bit: 0.6 s, so that edits meet headers as often as sound.</summary>
    public static byte[] Sound { get; } =
        File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav")).AsSpan(44 + (2 * SampleRate), 2 * SampleRate * 6 / 10).ToArray();

    /// <summary>The sound as a WAV file.</summary>
    public static byte[] Wav { get; } = WavBytes.Of(1, 16, 1, Sound).Build();

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<(string Name, byte[] File)> All { get; } =
    [
        ("wav", Wav),
        ("wav-extensible", (WavBytes.Of(1, 16, 2, Sound) with
        {
            Extensible = true,
            Chunks = [("LIST", [1, 2, 3]), ("fmt ", []), ("data", [])],
        }).Build()),
        ("wav-rf64", WavBytes.Of(1, 16, 1, Sound).AsRf64((ulong)Sound.Length).Build()),
        .. EncodedClip.All.Select(clip => (clip.Name, File: clip.Encode(Wav)))
            .Where(pair => pair.File is not null).Select(pair => (pair.Name, pair.File!)),
    ];
}
