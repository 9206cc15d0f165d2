namespace CryApi.Features.Tests.Acoustics;

/// <summary>Signals with known answers, 16 kHz.</summary>
internal static class Sounds
{
    /// <summary>Harmonics of a fundamental that may move, each with its amplitude, below 8 kHz.</summary>
    /// <param name="seconds">Length.</param>
    /// <param name="f0">Hz at a time in seconds.</param>
    /// <param name="amplitudes">Of the harmonics 1, 2, …</param>
    public static float[] Harmonics(double seconds, Func<double, double> f0, params double[] amplitudes)
    {
        float[] samples = new float[(int)(seconds * 16_000)];
        double phase = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double hz = f0(i / 16_000.0);
            for (int k = 1; k <= amplitudes.Length && k * hz < 8000; k++)
                samples[i] += (float)(amplitudes[k - 1] * Math.Sin(k * phase));
            phase += 2 * Math.PI * hz / 16_000;
        }
        return samples;
    }

    /// <summary>White noise with a normal distribution.</summary>
    public static float[] Noise(double seconds, int seed, double rms)
    {
        var random = new Random(seed);
        float[] samples = new float[(int)(seconds * 16_000)];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (float)(rms * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return samples;
    }

    /// <summary>The sum of two signals of the same length.</summary>
    public static float[] Add(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>A louder or softer copy.</summary>
    public static float[] Scale(float[] samples, float gain) => Array.ConvertAll(samples, sample => gain * sample);

    /// <summary>One after the other.</summary>
    public static float[] Concatenate(params float[][] parts) => [.. parts.SelectMany(part => part)];
}
