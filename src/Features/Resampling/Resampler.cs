namespace CryApi.Features;

/// <summary>
/// Band-limited change of the sample rate, from any whole rate to any other (1 000…768 000 Hz), with zero delay.
/// </summary>
/// <remarks>
/// With lo = min(a, b), output m of a → b sits at the input position c = m·a/b and is
/// y[m] = (lo/a)·Σ_k x[k]·g((k − c)·lo/a), g being <see cref="ResamplingKernel"/>: a Kaiser-windowed sinc with the response of the
/// SoX resampler at quality HQ. The signal is zero outside. Equal rates pass untouched. Immutable and safe for any number of threads;
/// a plan holds at most about 2 MiB whatever the rates are.
/// </remarks>
public sealed class Resampler
{
    /// <summary>Lowest rate accepted, Hz.</summary>
    public const int MinRate = 1_000;

    /// <summary>Highest rate accepted, Hz.</summary>
    public const int MaxRate = 768_000;

    internal Resampler(int fromRate, int toRate)
    {
        int divisor = GreatestCommonDivisor(fromRate, toRate);
        FromRate = fromRate;
        ToRate = toRate;
        From = fromRate / divisor;
        To = toRate / divisor;
        Table = fromRate == toRate ? null : new PhaseTable(From, To);
    }

    /// <summary>Rate of the input, Hz.</summary>
    public int FromRate { get; }

    /// <summary>Rate of the output, Hz.</summary>
    public int ToRate { get; }

    /// <summary>The ratio From/To is that of the rates in lowest terms.</summary>
    internal int From { get; }

    /// <inheritdoc cref="From"/>
    internal int To { get; }

    /// <summary>The filter, or null when the rates are equal.</summary>
    internal PhaseTable? Table { get; }

    /// <summary>The plan for a pair of rates; the plans last used are kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is outside 1 000…768 000 Hz.</exception>
    public static Resampler For(int fromRate, int toRate)
    {
        ThrowIfNotARate(fromRate, nameof(fromRate));
        ThrowIfNotARate(toRate, nameof(toRate));
        return ResamplerCache.Get(fromRate, toRate);
    }

    /// <summary>Samples that a signal of <paramref name="inputLength"/> samples has after resampling: ceil(inputLength·b/a).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or a rate is outside 1 000…768 000 Hz.</exception>
    /// <exception cref="OverflowException">The result is more than 2⁶³ − 1.</exception>
    public static long OutputLength(long inputLength, int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        ThrowIfNotARate(fromRate, nameof(fromRate));
        ThrowIfNotARate(toRate, nameof(toRate));
        return checked((long)((((Int128)inputLength * toRate) + fromRate - 1) / fromRate));
    }

    /// <summary>Resamples a whole signal.</summary>
    /// <param name="input">Samples at <see cref="FromRate"/>, finite.</param>
    /// <returns><see cref="OutputLength"/> samples at <see cref="ToRate"/>. Peaks may exceed those of the input slightly.</returns>
    public float[] Resample(ReadOnlySpan<float> input)
    {
        if (Table is null)
            return input.ToArray();
        float[] output = new float[checked((int)OutputLength(input.Length, FromRate, ToRate))];
        using ResamplerStream stream = Open();
        int written = stream.Write(input, output);
        stream.Finish(output.AsSpan(written));
        return output;
    }

    /// <summary>Starts a signal that comes in blocks; the result is exactly that of <see cref="Resample"/>.</summary>
    public ResamplerStream Open() => new(this);

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private static void ThrowIfNotARate(int rate, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, MinRate, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, MaxRate, name);
    }
}
