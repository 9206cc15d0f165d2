using System.Numerics.Tensors;

namespace CryApi.Features.Acoustics;

/// <summary>
/// Power around each frame, like Praat's "To Intensity" for a minimum pitch of 100 Hz: the mean over a window of 64 ms is taken off, the
/// rest is squared and averaged with a Kaiser window, w(x) = I₀((2π² + ½)·√(1 − x²)), x = −1…1, of which about 32 ms count.
/// </summary>
/// <remarks>At the ends of the clip the window is cut.</remarks>
internal static class IntensityContour
{
    private const double MinimumPitch = 100;
    private const int Half = (int)(3.2 / MinimumPitch * AcousticFrames.SampleRate);

    private static readonly float[] Kaiser = BuildKaiser();
    private static readonly float KaiserSum = TensorPrimitives.Sum<float>(Kaiser);

    /// <summary>Fills <see cref="AcousticWorkspace.Power"/>.</summary>
    public static void Measure(AcousticWorkspace work)
    {
        ReadOnlySpan<float> signal = work.Signal;
        for (int t = 0; t < work.Frames; t++)
        {
            int centre = AcousticFrames.Centre(t);
            int from = Math.Max(0, centre - Half), to = Math.Min(signal.Length, centre + Half + 1);
            ReadOnlySpan<float> window = Kaiser.AsSpan(from - centre + Half, to - from);
            Span<float> square = work.Window.AsSpan(0, to - from);
            TensorPrimitives.Subtract(signal[from..to], TensorPrimitives.Sum(signal[from..to]) / (to - from), square);
            TensorPrimitives.Multiply(square, square, square);
            float weight = window.Length == Kaiser.Length ? KaiserSum : TensorPrimitives.Sum(window);
            work.Power[t] = TensorPrimitives.Dot(square, window) / weight;
        }
    }

    private static float[] BuildKaiser()
    {
        float[] window = new float[2 * Half + 1];
        for (int i = 0; i < window.Length; i++)
        {
            double x = (double)(i - Half) / Half;
            window[i] = (float)BesselI0((2 * Math.PI * Math.PI + 0.5) * Math.Sqrt(Math.Max(0, 1 - x * x)));
        }
        return window;
    }

    // I₀(z) = Σ ((z/2)^k / k!)², summed until nothing is added.
    private static double BesselI0(double z)
    {
        double sum = 1, term = 1;
        for (int k = 1; term > 1e-17 * sum; k++)
        {
            term *= z / (2 * k) * (z / (2 * k));
            sum += term;
        }
        return sum;
    }
}
