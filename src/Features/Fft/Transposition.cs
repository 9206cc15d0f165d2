using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CryApi.Features.Fft;

/// <summary>Turns eight frames [8][bins] into a strip [bins][8], one frame per lane, and back.</summary>
internal static unsafe class Transposition
{
    /// <summary>to[b·8 + f] = from[f·stride + b] for b below <paramref name="bins"/>, a multiple of 8.</summary>
    public static void ToStrip(float* from, int stride, float* to, int bins)
    {
        for (int b = 0; b < bins; b += 8)
            Block(from + b, stride, to + 8 * b, to + 8 * b + 8, 16);
    }

    /// <summary>to[f·stride + b] = from[b·8 + f] for b below <paramref name="bins"/>, a multiple of 8.</summary>
    public static void FromStrip(float* from, float* to, int stride, int bins)
    {
        for (int b = 0; b < bins; b += 8)
            Block(from + 8 * b, 8, to + b, to + b + stride, 2 * stride);
    }

    /// <summary>even[i·8 + f] = from[f·stride + 2i], odd[i·8 + f] = from[f·stride + 2i + 1] for i below <paramref name="pairs"/>, a multiple of 4.</summary>
    public static void ToStrips(float* from, int stride, float* even, float* odd, int pairs)
    {
        for (int i = 0; i < pairs; i += 4)
            Block(from + 2 * i, stride, even + 8 * i, odd + 8 * i, 8);
    }

    // Columns 0, 2, 4, 6 go to even, the others to odd.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* from, int fromStride, float* even, float* odd, int toStride)
    {
        if (!Avx.IsSupported)
        {
            for (int row = 0; row < 8; row++)
            {
                for (int column = 0; column < 8; column++)
                    (column % 2 == 0 ? even : odd)[column / 2 * toStride + row] = from[row * fromStride + column];
            }
            return;
        }
        Vector256<float> r0 = Vector256.Load(from), r1 = Vector256.Load(from + fromStride);
        Vector256<float> r2 = Vector256.Load(from + 2 * fromStride), r3 = Vector256.Load(from + 3 * fromStride);
        Vector256<float> r4 = Vector256.Load(from + 4 * fromStride), r5 = Vector256.Load(from + 5 * fromStride);
        Vector256<float> r6 = Vector256.Load(from + 6 * fromStride), r7 = Vector256.Load(from + 7 * fromStride);
        (Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3) = Quads(r0, r1, r2, r3);
        (Vector256<float> b0, Vector256<float> b1, Vector256<float> b2, Vector256<float> b3) = Quads(r4, r5, r6, r7);
        Avx.Permute2x128(a0, b0, 0x20).Store(even);
        Avx.Permute2x128(a1, b1, 0x20).Store(odd);
        Avx.Permute2x128(a2, b2, 0x20).Store(even + toStride);
        Avx.Permute2x128(a3, b3, 0x20).Store(odd + toStride);
        Avx.Permute2x128(a0, b0, 0x31).Store(even + 2 * toStride);
        Avx.Permute2x128(a1, b1, 0x31).Store(odd + 2 * toStride);
        Avx.Permute2x128(a2, b2, 0x31).Store(even + 3 * toStride);
        Avx.Permute2x128(a3, b3, 0x31).Store(odd + 3 * toStride);
    }

    // Result i holds column i of the four rows in its lower half and column i + 4 in its upper half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> C0, Vector256<float> C1, Vector256<float> C2, Vector256<float> C3) Quads(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
    {
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1);
        Vector256<float> t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        return (Avx.Shuffle(t0, t2, 0x44), Avx.Shuffle(t0, t2, 0xEE), Avx.Shuffle(t1, t3, 0x44), Avx.Shuffle(t1, t3, 0xEE));
    }
}
