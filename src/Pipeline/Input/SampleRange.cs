using System.Numerics.Tensors;
using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>
/// Float files may hold any number. Full scale is 1, and some writers leave integers unscaled (up to 2³¹); squares and sums of more would
/// leave the range of float32 and make every feature NaN.
/// </summary>
internal static class SampleRange
{
    /// <summary>Largest magnitude that is taken: 2³².</summary>
    public const float Limit = 4_294_967_296f;

    /// <exception cref="AudioException">A sample is beyond the limit.</exception>
    public static void Check(ReadOnlySpan<float> samples)
    {
        if (samples.Length > 0 && !(TensorPrimitives.MaxMagnitude(samples) is <= Limit and >= -Limit))
            throw new AudioException(AudioErrorCode.Corrupt, "The audio holds samples far outside of any scale, which no recording has.");
    }
}
