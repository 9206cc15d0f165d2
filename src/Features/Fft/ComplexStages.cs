using System.Numerics;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// A forward complex transform of M = 2^m points (no scaling) as Stockham stages of radix 4, with one last stage of radix 2 where
/// m is odd. The stages sort as they go: no bit reversal. A buffer holds M real parts, then M imaginary parts.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class ComplexStages<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // All points of all transforms, and the first stride.
    private readonly int _size;
    private readonly int _side;

    // Per stage: w, w², w³ for every p, laid out for the loop that reads them.
    private readonly T[][] _twiddles;

    /// <summary>Prepares transforms.</summary>
    /// <param name="size">The length M.</param>
    /// <param name="side">
    /// How many transforms stand side by side, point i of transform j at i·side + j: 1, or a multiple of the vector length.
    /// </param>
    public ComplexStages(int size, int side = 1)
    {
        _size = size * side;
        _side = side;
        var stages = new List<T[]>();
        for (int n = size, stride = side; n >= 4; n /= 4, stride *= 4)
            stages.Add(Vectorised(stride) ? Spread(n, stride) : Broadcast(n));
        _twiddles = [.. stages];
    }

    /// <summary>Transforms <paramref name="a"/> with the help of <paramref name="b"/>; returns whichever of them holds the result.</summary>
    public T* Run(T* a, T* b)
    {
        int n = _size / _side, stride = _side;
        for (int stage = 0; stage < _twiddles.Length; stage++, n /= 4, stride *= 4)
        {
            fixed (T* w = _twiddles[stage])
            {
                if (!Vectorised(stride))
                {
                    if (Vector512.IsHardwareAccelerated && stride >= Vector512<T>.Count)
                        Radix4Wide<T>.Run(a, b, w, _size, n / 4, stride);
                    else if (stride >= Vector256<T>.Count)
                        Radix4Stages<T>.Wide(a, b, w, _size, n / 4, stride);
                    else
                        Radix4Stages<T>.Scalar(a, b, w, _size, n / 4, stride);
                }
                else if (stride == 1)
                {
                    Radix4Stages<T>.First(a, b, w, _size);
                }
                else
                {
                    Radix4Stages<T>.Second(a, b, w, _size);
                }
            }
            T* done = b;
            b = a;
            a = done;
        }
        if (n != 2)
            return a;
        Radix2(a, b, _size);
        return b;
    }

    // The first stages work on runs of one and four points; where a vector is longer than that, it takes in several p.
    private bool Vectorised(int stride) => stride < Vector256<T>.Count && _size >= 4 * Vector256<T>.Count;

    // [p][w_re, w_im, w²_re, w²_im, w³_re, w³_im]
    private static T[] Broadcast(int n)
    {
        T[] table = new T[n / 4 * 6];
        for (int p = 0; p < n / 4; p++)
        {
            for (int j = 1; j <= 3; j++)
                (table[6 * p + 2 * j - 2], table[6 * p + 2 * j - 1]) = Root(p * j, n);
        }
        return table;
    }

    // [group of W lanes][w_re ×W, w_im ×W, w²_re ×W, …]; lane i of a group belongs to p = (W·group + i)/stride.
    private static T[] Spread(int n, int stride)
    {
        int lanes = n / 4 * stride, width = Vector256<T>.Count;
        T[] table = new T[lanes * 6];
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int j = 1; j <= 3; j++)
            {
                int at = (lane / width * 6 + 2 * j - 2) * width + lane % width;
                (table[at], table[at + width]) = Root(lane / stride * j, n);
            }
        }
        return table;
    }

    private static (T Re, T Im) Root(int k, int n)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * k / n);
        return (T.CreateTruncating(cos), T.CreateTruncating(-sin));
    }

    private static void Radix2(T* x, T* y, int size)
    {
        int half = size / 2;
        for (int part = 0; part < 2; part++, x += size, y += size)
        {
            int q = 0;
            for (; q + Vector256<T>.Count <= half; q += Vector256<T>.Count)
            {
                Vector256<T> a = Vector256.Load(x + q);
                Vector256<T> b = Vector256.Load(x + half + q);
                (a + b).Store(y + q);
                (a - b).Store(y + half + q);
            }
            for (; q < half; q++)
            {
                y[q] = x[q] + x[half + q];
                y[half + q] = x[q] - x[half + q];
            }
        }
    }
}
