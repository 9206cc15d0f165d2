using System.Numerics.Tensors;

namespace CryApi.Features;

/// <summary>Levels of signals.</summary>
internal static class Levels
{
    /// <summary>Scales a signal in place to a peak, unless it is silent.</summary>
    public static float[] ToPeak(float[] samples, double peak)
    {
        float top = samples.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<float>(samples));
        if (top > 0)
            TensorPrimitives.Multiply(samples, (float)(peak / top), samples);
        return samples;
    }

    /// <summary>Root of the mean square; 0 for an empty signal.</summary>
    public static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
            sum += (double)sample * sample;
        return samples.IsEmpty ? 0 : Math.Sqrt(sum / samples.Length);
    }
}
