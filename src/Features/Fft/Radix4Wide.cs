using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>The stage of <see cref="Radix4Stages{T}.Wide"/> in vectors of 512 bits, for processors that have them.</summary>
internal static unsafe class Radix4Wide<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Any stride that is a multiple of the length of these vectors.</summary>
    public static void Run(T* x, T* y, T* w, int size, int quarter, int stride)
    {
        int step = stride * quarter;
        for (int p = 0; p < quarter; p++, w += 6)
        {
            Vector512<T> w1r = Vector512.Create(w[0]), w1i = Vector512.Create(w[1]);
            Vector512<T> w2r = Vector512.Create(w[2]), w2i = Vector512.Create(w[3]);
            Vector512<T> w3r = Vector512.Create(w[4]), w3i = Vector512.Create(w[5]);
            T* to = y + 4 * stride * p;
            T* end = to + stride;
            for (T* from = x + stride * p; to < end; from += Vector512<T>.Count, to += Vector512<T>.Count)
            {
                Vector512<T> ar = Vector512.Load(from), ai = Vector512.Load(from + size);
                Vector512<T> br = Vector512.Load(from + step), bi = Vector512.Load(from + size + step);
                Vector512<T> cr = Vector512.Load(from + 2 * step), ci = Vector512.Load(from + size + 2 * step);
                Vector512<T> dr = Vector512.Load(from + 3 * step), di = Vector512.Load(from + size + 3 * step);
                Vector512<T> acR = ar + cr, acI = ai + ci, amcR = ar - cr, amcI = ai - ci;
                Vector512<T> bdR = br + dr, bdI = bi + di, bmdR = br - dr, bmdI = bi - di;
                (acR + bdR).Store(to);
                (acI + bdI).Store(to + size);
                Rotate(amcR + bmdI, amcI - bmdR, w1r, w1i, to + stride, size);
                Rotate(acR - bdR, acI - bdI, w2r, w2i, to + 2 * stride, size);
                Rotate(amcR - bmdI, amcI + bmdR, w3r, w3i, to + 3 * stride, size);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(Vector512<T> re, Vector512<T> im, Vector512<T> wr, Vector512<T> wi, T* to, int size)
    {
        Lanes.MultiplyAdd(re, wr, -(im * wi)).Store(to);
        Lanes.MultiplyAdd(re, wi, im * wr).Store(to + size);
    }
}
