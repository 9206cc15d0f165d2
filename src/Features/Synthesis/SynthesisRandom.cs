namespace CryApi.Features;

/// <summary>
/// The random numbers of the synthesis: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014), so that a seed means the same sound with every release of .NET.
/// </summary>
internal sealed class SynthesisRandom(ulong seed)
{
    private ulong _state = seed;
    private double _spare = double.NaN;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * (NextBits() >> 11) / (1UL << 53));

    /// <summary>One of <paramref name="count"/> indices, 0…count − 1.</summary>
    public int Index(int count) => (int)(NextBits() % (ulong)count);

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(0, 1)));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * Uniform(0, 1));
        _spare = radius * sine;
        return radius * cosine;
    }

    /// <summary>A generator of its own, independent of what this one gives later.</summary>
    public SynthesisRandom Fork() => new(NextBits());
}
