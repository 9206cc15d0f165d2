using System.Runtime.Intrinsics;
using CryApi.Features.Fft;

namespace CryApi.Features.Quality;

/// <summary>The fourth smallest of sixteen values, for eight sixteens at once, one per lane.</summary>
internal static unsafe class FourthSmallest
{
    /// <summary>Values of which one is chosen.</summary>
    public const int Of = 16;

    /// <summary>Sixteens that are looked at together.</summary>
    public const int Lanes = 8;

    /// <summary>Finds them side by side.</summary>
    /// <param name="values">[<paramref name="fourth"/>][16]; none NaN.</param>
    /// <param name="fourth">Receives one value for each sixteen; a multiple of eight.</param>
    public static void OfEach(ReadOnlySpan<float> values, Span<float> fourth)
    {
        if (fourth.Length % Lanes != 0 || values.Length != Of * fourth.Length)
            throw new ArgumentException("There must be sixteen values for each result, and results for whole vectors.", nameof(values));
        float* columns = stackalloc float[Of * Lanes];
        fixed (float* from = values)
        {
            for (var at = 0; at < fourth.Length; at += Lanes)
            {
                Transposition.ToStrip(from + (Of * at), Of, columns, Of);
                Choose(columns).CopyTo(fourth[at..]);
            }
        }
    }

    // Each value sinks to its place among the smallest so far, and pushes the others up.
    private static Vector256<float> Choose(float* columns)
    {
        var first = Vector256.Create(float.PositiveInfinity);
        var (second, third, fourth) = (first, first, first);
        for (var i = 0; i < Of; i++)
        {
            var value = Vector256.Load(columns + (Lanes * i));
            var larger = Vector256.MaxNative(first, value);
            first = Vector256.MinNative(first, value);
            value = Vector256.MaxNative(second, larger);
            second = Vector256.MinNative(second, larger);
            larger = Vector256.MaxNative(third, value);
            third = Vector256.MinNative(third, value);
            fourth = Vector256.MinNative(fourth, larger);
        }

        return fourth;
    }
}
