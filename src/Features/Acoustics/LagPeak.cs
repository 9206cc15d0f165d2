using System.Numerics.Tensors;

namespace CryApi.Features.Acoustics;

/// <summary>The maximum of a correlation between its samples, by sin(x)/x interpolation.</summary>
/// <remarks>
/// r(i + p/32) = Σ_k r[i + k]·h(k − p/32), k = −23…24, h(x) = sin(πx)/(πx)·(½ + ½·cos(πx/24)). The best multiple of 1/32 is climbed to
/// from the parabola through three samples; a parabola through it and its neighbours gives the rest.
/// </remarks>
internal static class LagPeak
{
    /// <summary>Samples needed on each side of a peak, and one more.</summary>
    public const int Reach = Depth + 2;

    private const int Depth = 24;
    private const int Phases = 32;
    private const int Taps = 2 * Depth;

    private static readonly float[] Kernel = BuildKernel();

    /// <summary>Refines a maximum.</summary>
    /// <param name="r">The correlation, at least <see cref="Reach"/> values on each side of the peak.</param>
    /// <param name="peak">Index of a value that is larger than the one before and not smaller than the one after.</param>
    /// <param name="height">Receives the value there.</param>
    /// <returns>The position, as an index into r.</returns>
    public static double Refine(ReadOnlySpan<float> r, int peak, out double height)
    {
        double rise = 0.5 * (r[peak + 1] - r[peak - 1]);
        double bend = 2.0 * r[peak] - r[peak - 1] - r[peak + 1];
        int at = peak * Phases + (int)Math.Round(Phases * rise / bend);
        int lowest = (peak - 1) * Phases, highest = (peak + 1) * Phases;
        double left = At(r, at - 1), here = At(r, at), right = At(r, at + 1);
        while (left > here && at > lowest)
            (right, here, left) = (here, left, At(r, --at - 1));
        while (right > here && at < highest)
            (left, here, right) = (here, right, At(r, ++at + 1));

        double slope = 0.5 * (right - left), curve = 2 * here - left - right;
        double offset = curve > 0 ? Math.Clamp(slope / curve, -1, 1) : 0;
        height = here + 0.5 * slope * offset;
        return (at + offset) / Phases;
    }

    private static float At(ReadOnlySpan<float> r, int phases)
    {
        int whole = phases / Phases;
        return TensorPrimitives.Dot(r.Slice(whole - Depth + 1, Taps), Kernel.AsSpan((phases - whole * Phases) * Taps, Taps));
    }

    private static float[] BuildKernel()
    {
        float[] kernel = new float[Phases * Taps];
        for (int i = 0; i < kernel.Length; i++)
        {
            double x = i % Taps - Depth + 1 - (double)(i / Taps) / Phases;
            double sinc = x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
            kernel[i] = (float)(sinc * (0.5 + 0.5 * Math.Cos(Math.PI * x / Depth)));
        }
        return kernel;
    }
}
