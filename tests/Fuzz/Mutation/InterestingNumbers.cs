namespace CryApi.Fuzz.Tests;

/// <summary>Numbers at the edges of types, of this file, and of what is accepted.</summary>
internal static class InterestingNumbers
{
    private static readonly ulong[] s_edges =
    [
        0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x1_0000, 0x7F_FFFF, 0x80_0000, 0xFF_FFFF,
        0x7FFF_FFF0, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFF0, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x1_0000_0000,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
        // Rates at and beside the limits, channels and block sizes.
        3_999, 4_000, 8_000, 192_000, 192_001, 255, 256, 65_535, 4_608, 0x4000_0000,
    ];

    /// <summary>One of them.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="rest">Bytes from the number to the end.</param>
    public static ulong Pick(Random random, int length, int rest) => random.Next(4) switch
    {
        0 => unchecked((ulong)((random.Next(2) == 0 ? length : rest) + random.Next(-9, 10))),
        _ => s_edges[random.Next(s_edges.Length)],
    };
}
