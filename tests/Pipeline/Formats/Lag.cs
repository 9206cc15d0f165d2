using System.Numerics;

namespace CryApi.Pipeline.Tests;

/// <summary>How much later one recording begins than another of the same sound.</summary>
internal static class Lag
{
    private const int Window = 32_768;

    /// <summary>The lag with the greatest normalised cross-correlation of a stretch in the middle.</summary>
    /// <param name="original">Samples.</param>
    /// <param name="other">The same at the same rate, but for what an encoder has done to them.</param>
    /// <param name="maxLag">Samples in either direction that are tried.</param>
    /// <returns>Samples by which the other is late, and the correlation there, −1…1.</returns>
    public static (int Samples, double Correlation) Of(ReadOnlySpan<float> original, ReadOnlySpan<float> other, int maxLag)
    {
        var start = (original.Length - Window) / 2;
        var stretch = original.Slice(start, Window);
        var energy = Dot(stretch, stretch);
        var best = (Samples: 0, Correlation: double.NegativeInfinity);
        for (var lag = -maxLag; lag <= maxLag; lag++)
        {
            var shifted = other.Slice(start + lag, Window);
            var correlation = Dot(stretch, shifted) / Math.Sqrt(energy * Dot(shifted, shifted));
            if (correlation > best.Correlation)
                best = (lag, correlation);
        }

        return best;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        return Vector.Sum(sum);
    }
}
