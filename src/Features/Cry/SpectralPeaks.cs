using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// The spectral peaks of a clip between 150 and 4000 Hz, with parabolic interpolation, from which its tuning is estimated.
/// Reusable: <see cref="Clear"/> keeps the room.
/// </summary>
/// <remarks>
/// A peak is a bin above a tenth of the frame's largest magnitude that exceeds the bin below and is no smaller than the bin above. With
/// a = S[k+1] + S[k−1] − 2S[k] and d = (S[k+1] − S[k−1])/2: shift = 0 if |d| ≥ |a|, else −d/a; position k + shift, size S[k] + ½·d·shift.
/// </remarks>
internal sealed class SpectralPeaks
{
    private const float Share = 0.1f;

    // 150 ≤ f < 4000 Hz.
    private const int FirstBin = 20;
    private const int EndBin = 512;
    private const int MostPerFrame = (EndBin - FirstBin) / 2 + 1;

    private float[] _positions = [];
    private float[] _sizes = [];

    /// <summary>How many peaks there are.</summary>
    public int Count { get; private set; }

    /// <summary>Where they are, in bins.</summary>
    public ReadOnlySpan<float> Positions => _positions.AsSpan(0, Count);

    /// <summary>How large they are.</summary>
    public ReadOnlySpan<float> Sizes => _sizes.AsSpan(0, Count);

    /// <summary>Forgets all peaks.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds the peaks of one frame.</summary>
    /// <param name="magnitude">A row of <see cref="CryFrames.Stride"/> magnitudes whose padding is zero.</param>
    public void Add(ReadOnlySpan<float> magnitude)
    {
        if (_positions.Length < Count + MostPerFrame)
        {
            int room = Math.Max(2 * Count, 64 * MostPerFrame);
            Array.Resize(ref _positions, room);
            Array.Resize(ref _sizes, room);
        }
        ref float s = ref Unsafe.AsRef(in magnitude[0]);
        Vector256<float> threshold = Vector256.Create(Share * Largest(magnitude));
        for (int k = FirstBin; k < EndBin; k += 8)
        {
            Vector256<float> here = Vector256.LoadUnsafe(ref s, (nuint)k);
            Vector256<float> isPeak = Vector256.GreaterThan(here, threshold)
                & Vector256.GreaterThan(here, Vector256.LoadUnsafe(ref s, (nuint)(k - 1)))
                & Vector256.GreaterThanOrEqual(here, Vector256.LoadUnsafe(ref s, (nuint)(k + 1)));
            uint bits = isPeak.ExtractMostSignificantBits();
            if (k + 8 > EndBin)
                bits &= (1u << (EndBin - k)) - 1;
            for (; bits != 0; bits &= bits - 1)
                AddPeak(magnitude, k + BitOperations.TrailingZeroCount(bits));
        }
    }

    private static float Largest(ReadOnlySpan<float> magnitude)
    {
        Vector256<float> top = Vector256<float>.Zero;
        for (int k = 0; k < CryFrames.Stride; k += 8)
            top = Vector256.Max(top, Vector256.Create(magnitude.Slice(k, 8)));
        float largest = 0;
        for (int i = 0; i < 8; i++)
            largest = Math.Max(largest, top.GetElement(i));
        return largest;
    }

    private void AddPeak(ReadOnlySpan<float> magnitude, int k)
    {
        float a = magnitude[k + 1] + magnitude[k - 1] - 2 * magnitude[k];
        float d = (magnitude[k + 1] - magnitude[k - 1]) / 2;
        float shift = Math.Abs(d) >= Math.Abs(a) ? 0 : -d / a;
        _positions[Count] = k + shift;
        _sizes[Count] = magnitude[k] + 0.5f * d * shift;
        Count++;
    }
}
