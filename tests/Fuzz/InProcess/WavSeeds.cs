using CryApi.Audio.Tests;

namespace CryApi.Fuzz.Tests;

/// <summary>Small good WAV files of every codec and header that is read in process.</summary>
internal static class WavSeeds
{
    /// <summary>All of them, 60 to 1,300 bytes.</summary>
    public static byte[][] All { get; } =
    [
        WavBytes.Ramp(40).Build(),
        // Long enough for the default limits, 0.1 s at 4 kHz.
        (WavBytes.Ramp(600) with { Rate = 4_000 }).Build(),
        (WavBytes.Of(1, 16, 2, Noise(1_200)) with
        {
            Rate = 4_000,
            Chunks = [("LIST", [1, 2, 3]), ("fmt ", []), ("fact", [0, 0, 0, 0]), ("data", [])],
        }).Build(),
        (WavBytes.Ramp(40) with { DataSize = uint.MaxValue, Chunks = [("JUNK", new byte[28]), ("fmt ", []), ("data", [])] }).Build(),
        (WavBytes.Ramp(40) with { DataSize = 0, RiffSize = 0 }).Build(),
        WavBytes.Ramp(40).AsRf64(80).Build(),
        (WavBytes.Ramp(40).AsRf64(80) with { Riff = "BW64" }).Build(),
        (WavBytes.Ramp(40) with { Chunks = [("data", []), ("fmt ", [])] }).Build(),
        (WavBytes.Of(1, 24, 2, Noise(60)) with { Extensible = true, ValidBits = 20 }).Build(),
        WavBytes.Of(1, 24, 1, Noise(63)).Build(),
        WavBytes.Of(1, 32, 6, Noise(240)).Build(),
        WavBytes.Of(1, 8, 3, Noise(90)).Build(),
        // More channels than the default limits let in.
        WavBytes.Of(1, 8, 300, Noise(900)).Build(),
        (WavBytes.Of(3, 32, 3, Floats(30)) with { Extensible = true }).Build(),
        WavBytes.Of(3, 32, 1, Floats(40)).Build(),
        WavBytes.Of(3, 32, 2, Floats(40)).Build(),
        WavBytes.Of(3, 64, 1, [.. Enumerable.Repeat(0.5, 20).SelectMany(BitConverter.GetBytes)]).Build(),
        WavBytes.Of(6, 8, 2, Noise(76)).Build(),
        WavBytes.Of(7, 8, 1, Noise(77)).Build(),
        (WavBytes.Of(1, 16, 1, Noise(40)) with { Riff = "RIFX" }).Build(),
        // Chunks of odd sizes without their padding, as some writers leave them.
        (WavBytes.Of(7, 8, 1, Noise(33)) with { Pad = false, Chunks = [("note", [1, 2, 3]), ("fmt ", []), ("data", [])] }).Build(),
        // Codecs that are refused.
        WavBytes.Of(0x11, 4, 1, Noise(80)).Build(),
    ];

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Floats(int count) => [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(MathF.Sin(i)))];
}
