namespace CryApi.Features.Tests.Resampling;

/// <summary>The resampler's formula, written out in double precision with a Bessel function of its own.</summary>
internal static class Reference
{
    /// <summary>Output sample <paramref name="m"/> of a signal resampled from rate a to rate b.</summary>
    public static double Sample(ReadOnlySpan<float> x, int a, int b, long m)
    {
        double lo = Math.Min(a, b), beta = 0.95687183, alpha = 13.10642662, scale = Bessel(alpha), sum = 0;
        long whole = (long)((Int128)m * a / b);
        double fraction = (double)(((Int128)m * a) - ((Int128)whole * b)) / b;
        int reach = (int)(97.5 * a / lo) + 2;
        for (long k = Math.Max(0, whole - reach); k <= Math.Min(x.Length - 1, whole + reach); k++)
        {
            double u = (k - whole - fraction) * lo / a;
            if (Math.Abs(u) <= 97.5)
                sum += x[(int)k] * Sinc(beta * u) * Bessel(alpha * Math.Sqrt(1 - (u / 97.5 * (u / 97.5)))) / scale;
        }

        return lo / a * beta * sum;
    }

    /// <summary>White noise, uniform in ±0.5.</summary>
    public static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++)
            noise[i] = random.NextSingle() - 0.5f;
        return noise;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // I0(x) is the mean of exp(x·cos θ) over a circle; the trapezium rule converges to it geometrically.
    private static double Bessel(double x)
    {
        double sum = 0;
        for (int i = 0; i < 64; i++)
            sum += Math.Exp(x * Math.Cos(2 * Math.PI * i / 64));
        return sum / 64;
    }
}
