using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CryApi.Features.Fft;

/// <summary>Rearrangements between interleaved and separate sequences.</summary>
internal static unsafe class Interleaving
{
    /// <summary>even[i] = x[2i], odd[i] = x[2i+1] for i below <paramref name="pairs"/>.</summary>
    public static void Split(float* x, float* even, float* odd, int pairs)
    {
        int i = 0;
        if (Avx.IsSupported)
        {
            for (; i + 8 <= pairs; i += 8)
            {
                Vector256<float> a = Vector256.Load(x + 2 * i);
                Vector256<float> b = Vector256.Load(x + 2 * i + 8);
                Vector256<float> low = Avx.Permute2x128(a, b, 0x20);
                Vector256<float> high = Avx.Permute2x128(a, b, 0x31);
                Avx.Shuffle(low, high, 0x88).Store(even + i);
                Avx.Shuffle(low, high, 0xDD).Store(odd + i);
            }
        }
        for (; i < pairs; i++)
        {
            even[i] = x[2 * i];
            odd[i] = x[2 * i + 1];
        }
    }

    /// <summary>x[2i] = even[i], x[2i+1] = odd[i] for i below <paramref name="pairs"/>.</summary>
    public static void Merge(float* even, float* odd, float* x, int pairs)
    {
        int i = 0;
        if (Avx.IsSupported)
        {
            for (; i + 8 <= pairs; i += 8)
            {
                Vector256<float> e = Vector256.Load(even + i);
                Vector256<float> o = Vector256.Load(odd + i);
                Vector256<float> low = Avx.UnpackLow(e, o);
                Vector256<float> high = Avx.UnpackHigh(e, o);
                Avx.Permute2x128(low, high, 0x20).Store(x + 2 * i);
                Avx.Permute2x128(low, high, 0x31).Store(x + 2 * i + 8);
            }
        }
        for (; i < pairs; i++)
        {
            x[2 * i] = even[i];
            x[2 * i + 1] = odd[i];
        }
    }

    /// <summary>y[4i+j] = v_j[i] for the eight lanes i of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge4(Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3, float* y)
    {
        if (Avx.IsSupported)
        {
            Vector256<float> t0 = Avx.UnpackLow(v0, v1);
            Vector256<float> t1 = Avx.UnpackHigh(v0, v1);
            Vector256<float> t2 = Avx.UnpackLow(v2, v3);
            Vector256<float> t3 = Avx.UnpackHigh(v2, v3);
            Vector256<float> r0 = Avx.Shuffle(t0, t2, 0x44);
            Vector256<float> r1 = Avx.Shuffle(t0, t2, 0xEE);
            Vector256<float> r2 = Avx.Shuffle(t1, t3, 0x44);
            Vector256<float> r3 = Avx.Shuffle(t1, t3, 0xEE);
            Avx.Permute2x128(r0, r1, 0x20).Store(y);
            Avx.Permute2x128(r2, r3, 0x20).Store(y + 8);
            Avx.Permute2x128(r0, r1, 0x31).Store(y + 16);
            Avx.Permute2x128(r2, r3, 0x31).Store(y + 24);
            return;
        }
        for (int i = 0; i < 8; i++)
        {
            y[4 * i] = v0.GetElement(i);
            y[4 * i + 1] = v1.GetElement(i);
            y[4 * i + 2] = v2.GetElement(i);
            y[4 * i + 3] = v3.GetElement(i);
        }
    }
}
