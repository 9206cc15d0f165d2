namespace CryApi.Audio;

/// <summary>ITU-T G.711 expansion as tables of 256 doubles in −1…1, computed once from the recommendation's formula.</summary>
internal static class G711
{
    /// <summary>A-law: 13-bit values times 8, over 2¹⁵; the even bits of every code are stored inverted.</summary>
    public static ReadOnlySpan<double> ALaw => s_aLaw;

    /// <summary>µ-law: 14-bit values times 4, over 2¹⁵; every code is stored inverted.</summary>
    public static ReadOnlySpan<double> MuLaw => s_muLaw;

    private static readonly double[] s_aLaw = Build(ExpandALaw);
    private static readonly double[] s_muLaw = Build(ExpandMuLaw);

    private static double[] Build(Func<int, int> expand)
    {
        var table = new double[256];
        for (var code = 0; code < table.Length; code++)
            table[code] = expand(code) / 32768.0;
        return table;
    }

    private static int ExpandALaw(int code)
    {
        var bits = code ^ 0x55;
        var exponent = (bits >> 4) & 7;
        var mantissa = bits & 15;
        var magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static int ExpandMuLaw(int code)
    {
        var bits = ~code;
        var magnitude = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
