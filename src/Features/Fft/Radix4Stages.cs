using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// One Stockham stage of radix 4: with quarter = n/4 butterflies of the remaining length n, each on <c>stride</c> neighbouring points,
/// y[q + stride·(4p + j)] = w^(jp)·Σ_l x[q + stride·(p + l·quarter)]·(−i)^(jl), w = exp(−2πi/n).
/// </summary>
internal static unsafe class Radix4Stages<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Any stride that is a multiple of the vector length; the twiddle factors of a p are broadcast.</summary>
    public static void Wide(T* x, T* y, T* w, int size, int quarter, int stride)
    {
        int step = stride * quarter;
        for (int p = 0; p < quarter; p++, w += 6)
        {
            Vector256<T> w1r = Vector256.Create(w[0]), w1i = Vector256.Create(w[1]);
            Vector256<T> w2r = Vector256.Create(w[2]), w2i = Vector256.Create(w[3]);
            Vector256<T> w3r = Vector256.Create(w[4]), w3i = Vector256.Create(w[5]);
            T* from = x + stride * p;
            T* to = y + 4 * stride * p;
            for (int q = 0; q < stride; q += Vector256<T>.Count)
            {
                var b = new Butterfly<T>(from + q, step, size);
                b.Twiddle(w1r, w1i, w2r, w2i, w3r, w3i);
                b.R0.Store(to + q);
                b.R1.Store(to + q + stride);
                b.R2.Store(to + q + 2 * stride);
                b.R3.Store(to + q + 3 * stride);
                b.I0.Store(to + size + q);
                b.I1.Store(to + size + q + stride);
                b.I2.Store(to + size + q + 2 * stride);
                b.I3.Store(to + size + q + 3 * stride);
            }
        }
    }

    /// <summary>Stride 1: a vector of butterflies at once, results interleaved by four.</summary>
    public static void First(T* x, T* y, T* w, int size)
    {
        int quarter = size / 4;
        for (int p = 0; p < quarter; p += Vector256<T>.Count, w += 6 * Vector256<T>.Count)
        {
            var b = new Butterfly<T>(x + p, quarter, size);
            b.Twiddle(w);
            Interleaving.Merge4(b.R0, b.R1, b.R2, b.R3, y + 4 * p);
            Interleaving.Merge4(b.I0, b.I1, b.I2, b.I3, y + size + 4 * p);
        }
    }

    /// <summary>Stride 4 and vectors of eight: two butterflies of four neighbouring points at once.</summary>
    public static void Second(T* x, T* y, T* w, int size)
    {
        int quarter = size / 4;
        for (int at = 0; at < quarter; at += Vector256<T>.Count, w += 6 * Vector256<T>.Count)
        {
            var b = new Butterfly<T>(x + at, quarter, size);
            b.Twiddle(w);
            StorePair(b.R0, b.R1, b.R2, b.R3, y + 4 * at);
            StorePair(b.I0, b.I1, b.I2, b.I3, y + size + 4 * at);
        }
    }

    /// <summary>Any stride, one point at a time: for transforms too short for vectors.</summary>
    public static void Scalar(T* x, T* y, T* w, int size, int quarter, int stride)
    {
        int step = stride * quarter;
        for (int p = 0; p < quarter; p++, w += 6)
        {
            for (int q = 0; q < stride; q++)
            {
                T* r = x + q + stride * p;
                T* i = r + size;
                T* to = y + q + 4 * stride * p;
                T acR = r[0] + r[2 * step], acI = i[0] + i[2 * step];
                T bdR = r[step] + r[3 * step], bdI = i[step] + i[3 * step];
                T amcR = r[0] - r[2 * step], amcI = i[0] - i[2 * step];
                T bmdR = r[step] - r[3 * step], bmdI = i[step] - i[3 * step];
                to[0] = acR + bdR;
                to[size] = acI + bdI;
                Rotate(amcR + bmdI, amcI - bmdR, w[0], w[1], to + stride, size);
                Rotate(acR - bdR, acI - bdI, w[2], w[3], to + 2 * stride, size);
                Rotate(amcR - bmdI, amcI + bmdR, w[4], w[5], to + 3 * stride, size);
            }
        }
    }

    private static void Rotate(T re, T im, T wr, T wi, T* to, int size)
    {
        to[0] = re * wr - im * wi;
        to[size] = re * wi + im * wr;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector256<T> v0, Vector256<T> v1, Vector256<T> v2, Vector256<T> v3, T* y)
    {
        Vector256.Create(v0.GetLower(), v1.GetLower()).Store(y);
        Vector256.Create(v2.GetLower(), v3.GetLower()).Store(y + 8);
        Vector256.Create(v0.GetUpper(), v1.GetUpper()).Store(y + 16);
        Vector256.Create(v2.GetUpper(), v3.GetUpper()).Store(y + 24);
    }
}
