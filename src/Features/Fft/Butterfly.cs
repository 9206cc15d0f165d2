using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>Four-point transforms side by side, one per lane, and the twiddle factors that follow them.</summary>
internal unsafe ref struct Butterfly<T>
    where T : unmanaged
{
    public Vector256<T> R0, R1, R2, R3, I0, I1, I2, I3;

    /// <summary>
    /// Loads the four points of every lane, <paramref name="step"/> apart, imaginary parts <paramref name="size"/> after the real ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Butterfly(T* x, int step, int size)
    {
        Vector256<T> ar = Vector256.Load(x), ai = Vector256.Load(x + size);
        Vector256<T> br = Vector256.Load(x + step), bi = Vector256.Load(x + size + step);
        Vector256<T> cr = Vector256.Load(x + 2 * step), ci = Vector256.Load(x + size + 2 * step);
        Vector256<T> dr = Vector256.Load(x + 3 * step), di = Vector256.Load(x + size + 3 * step);
        Vector256<T> acR = ar + cr, acI = ai + ci, amcR = ar - cr, amcI = ai - ci;
        Vector256<T> bdR = br + dr, bdI = bi + di, bmdR = br - dr, bmdI = bi - di;
        R0 = acR + bdR;
        I0 = acI + bdI;
        R1 = amcR + bmdI;
        I1 = amcI - bmdR;
        R2 = acR - bdR;
        I2 = acI - bdI;
        R3 = amcR - bmdI;
        I3 = amcI + bmdR;
    }

    /// <summary>Multiplies outputs 1 to 3 by their factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Twiddle(
        Vector256<T> w1r, Vector256<T> w1i, Vector256<T> w2r, Vector256<T> w2i, Vector256<T> w3r, Vector256<T> w3i)
    {
        Rotate(ref R1, ref I1, w1r, w1i);
        Rotate(ref R2, ref I2, w2r, w2i);
        Rotate(ref R3, ref I3, w3r, w3i);
    }

    /// <summary>The same with factors that differ between lanes, read from six vectors in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Twiddle(T* w) => Twiddle(
        Vector256.Load(w),
        Vector256.Load(w + Vector256<T>.Count),
        Vector256.Load(w + 2 * Vector256<T>.Count),
        Vector256.Load(w + 3 * Vector256<T>.Count),
        Vector256.Load(w + 4 * Vector256<T>.Count),
        Vector256.Load(w + 5 * Vector256<T>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(ref Vector256<T> re, ref Vector256<T> im, Vector256<T> wr, Vector256<T> wi)
    {
        Vector256<T> r = Lanes.MultiplyAdd(re, wr, -(im * wi));
        im = Lanes.MultiplyAdd(re, wi, im * wr);
        re = r;
    }
}
