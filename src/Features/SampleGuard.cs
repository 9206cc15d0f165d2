using System.Runtime.Intrinsics;

namespace CryApi.Features;

/// <summary>Makes samples from outside safe to compute with.</summary>
internal static class SampleGuard
{
    // Larger samples would overflow when squared and summed; real ones are 1 at most.
    private const float Loudest = 1e12f;

    /// <summary>Copies samples; what is not finite becomes 0, what is absurdly large is limited to ±10¹².</summary>
    /// <param name="samples">Any.</param>
    /// <param name="copy">As many.</param>
    public static void Copy(ReadOnlySpan<float> samples, Span<float> copy)
    {
        int i = 0;
        for (; i + 8 <= samples.Length; i += 8)
            Limited(Vector256.Create(samples.Slice(i, 8))).CopyTo(copy.Slice(i, 8));
        for (; i < samples.Length; i++)
            copy[i] = Limited(Vector256.Create(samples[i])).ToScalar();
    }

    private static Vector256<float> Limited(Vector256<float> samples)
    {
        Vector256<float> finite = Vector256.LessThan(Vector256.Abs(samples), Vector256.Create(float.PositiveInfinity));
        return Vector256.Min(Vector256.Max(samples & finite, Vector256.Create(-Loudest)), Vector256.Create(Loudest));
    }
}
