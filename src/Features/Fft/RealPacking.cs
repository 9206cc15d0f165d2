using System.Numerics;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// The step between the spectrum X of N real samples and the transform Z of the same samples read as M = N/2 complex ones:
/// X[k] = ½(Z[k] + conj Z[M−k]) − ½·i·w^k·(Z[k] − conj Z[M−k]), w = exp(−2πi/N).
/// </summary>
internal static unsafe class RealPacking<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Z (M values) to X (M + 1 values).</summary>
    public static void Unpack(T* zr, T* zi, T* wr, T* wi, T* xr, T* xi, int m)
    {
        xr[0] = zr[0] + zi[0];
        xi[0] = T.Zero;
        xr[m] = zr[0] - zi[0];
        xi[m] = T.Zero;
        int k = 1;
        Vector256<T> half = Vector256.Create(T.CreateTruncating(0.5));
        for (; k + Vector256<T>.Count <= m; k += Vector256<T>.Count)
        {
            // Lane i holds bin k + i and its mirror M − k − i.
            Vector256<T> ar = Vector256.Load(zr + k);
            Vector256<T> ai = Vector256.Load(zi + k);
            Vector256<T> br = Lanes.Reverse(Vector256.Load(zr + m - k + 1 - Vector256<T>.Count));
            Vector256<T> bi = Lanes.Reverse(Vector256.Load(zi + m - k + 1 - Vector256<T>.Count));
            Vector256<T> c = Vector256.Load(wr + k);
            Vector256<T> s = Vector256.Load(wi + k);
            Vector256<T> dr = ar - br, di = ai + bi;
            ((ar + br + (c * di + s * dr)) * half).Store(xr + k);
            ((ai - bi - (c * dr - s * di)) * half).Store(xi + k);
        }
        for (; k < m; k++)
        {
            T dr = zr[k] - zr[m - k], di = zi[k] + zi[m - k];
            xr[k] = half[0] * (zr[k] + zr[m - k] + (wr[k] * di + wi[k] * dr));
            xi[k] = half[0] * (zi[k] - zi[m - k] - (wr[k] * dr - wi[k] * di));
        }
    }

    /// <summary>X (M + 1 values) to Z/M (M values).</summary>
    public static void Pack(T* xr, T* xi, T* wr, T* wi, T* zr, T* zi, int m)
    {
        T scale = T.CreateTruncating(0.5 / m);
        zr[0] = (xr[0] + xr[m]) * scale;
        zi[0] = (xr[0] - xr[m]) * scale;
        int k = 1;
        Vector256<T> factor = Vector256.Create(scale);
        for (; k + Vector256<T>.Count <= m; k += Vector256<T>.Count)
        {
            Vector256<T> ar = Vector256.Load(xr + k);
            Vector256<T> ai = Vector256.Load(xi + k);
            Vector256<T> br = Lanes.Reverse(Vector256.Load(xr + m - k + 1 - Vector256<T>.Count));
            Vector256<T> bi = Lanes.Reverse(Vector256.Load(xi + m - k + 1 - Vector256<T>.Count));
            Vector256<T> c = Vector256.Load(wr + k);
            Vector256<T> s = Vector256.Load(wi + k);
            Vector256<T> dr = ar - br, di = ai + bi;
            ((ar + br - (c * di - s * dr)) * factor).Store(zr + k);
            ((ai - bi + (c * dr + s * di)) * factor).Store(zi + k);
        }
        for (; k < m; k++)
        {
            T dr = xr[k] - xr[m - k], di = xi[k] + xi[m - k];
            zr[k] = (xr[k] + xr[m - k] - (wr[k] * di - wi[k] * dr)) * scale;
            zi[k] = (xi[k] - xi[m - k] + (wr[k] * dr + wi[k] * di)) * scale;
        }
    }
}
