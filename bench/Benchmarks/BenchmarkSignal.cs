namespace CryApi.Benchmarks;

/// <summary>Signals to measure with.</summary>
internal static class BenchmarkSignal
{
    /// <summary>White noise, uniform in ±0.5, the same on every run.</summary>
    public static float[] Noise(int length)
    {
        var random = new Random(1);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++)
            noise[i] = random.NextSingle() - 0.5f;
        return noise;
    }
}
