using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// The step between the spectrum X of N real samples and the transform Z of the same samples read as M = N/2 complex ones:
/// X[k] = ½(Z[k] + conj Z[M−k]) − ½·i·w^k·(Z[k] − conj Z[M−k]), w = exp(−2πi/N).
/// </summary>
internal static unsafe class RealPacking
{
    /// <summary>Z (M values) to X (M + 1 values).</summary>
    public static void Unpack(float* zr, float* zi, float* wr, float* wi, float* xr, float* xi, int m)
    {
        xr[0] = zr[0] + zi[0];
        xi[0] = 0;
        xr[m] = zr[0] - zi[0];
        xi[m] = 0;
        int k = 1;
        Vector256<float> half = Vector256.Create(0.5f);
        for (; k + 8 <= m; k += 8)
        {
            // Lane i holds bin k + i and its mirror M − k − i.
            Vector256<float> ar = Vector256.Load(zr + k);
            Vector256<float> ai = Vector256.Load(zi + k);
            Vector256<float> br = Reverse(Vector256.Load(zr + m - k - 7));
            Vector256<float> bi = Reverse(Vector256.Load(zi + m - k - 7));
            Vector256<float> c = Vector256.Load(wr + k);
            Vector256<float> s = Vector256.Load(wi + k);
            Vector256<float> dr = ar - br, di = ai + bi;
            ((ar + br + (c * di + s * dr)) * half).Store(xr + k);
            ((ai - bi - (c * dr - s * di)) * half).Store(xi + k);
        }
        for (; k < m; k++)
        {
            float dr = zr[k] - zr[m - k], di = zi[k] + zi[m - k];
            xr[k] = 0.5f * (zr[k] + zr[m - k] + (wr[k] * di + wi[k] * dr));
            xi[k] = 0.5f * (zi[k] - zi[m - k] - (wr[k] * dr - wi[k] * di));
        }
    }

    /// <summary>X (M + 1 values) to Z/M (M values).</summary>
    public static void Pack(float* xr, float* xi, float* wr, float* wi, float* zr, float* zi, int m)
    {
        float scale = 0.5f / m;
        zr[0] = (xr[0] + xr[m]) * scale;
        zi[0] = (xr[0] - xr[m]) * scale;
        int k = 1;
        Vector256<float> factor = Vector256.Create(scale);
        for (; k + 8 <= m; k += 8)
        {
            Vector256<float> ar = Vector256.Load(xr + k);
            Vector256<float> ai = Vector256.Load(xi + k);
            Vector256<float> br = Reverse(Vector256.Load(xr + m - k - 7));
            Vector256<float> bi = Reverse(Vector256.Load(xi + m - k - 7));
            Vector256<float> c = Vector256.Load(wr + k);
            Vector256<float> s = Vector256.Load(wi + k);
            Vector256<float> dr = ar - br, di = ai + bi;
            ((ar + br - (c * di - s * dr)) * factor).Store(zr + k);
            ((ai - bi + (c * dr + s * di)) * factor).Store(zi + k);
        }
        for (; k < m; k++)
        {
            float dr = xr[k] - xr[m - k], di = xi[k] + xi[m - k];
            zr[k] = (xr[k] + xr[m - k] - (wr[k] * di - wi[k] * dr)) * scale;
            zi[k] = (xi[k] - xi[m - k] + (wr[k] * dr + wi[k] * di)) * scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reverse(Vector256<float> v) => Vector256.Shuffle(v, Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0));
}
