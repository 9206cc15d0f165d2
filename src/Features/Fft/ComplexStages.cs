using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>
/// A forward complex transform of M = 2^m points (no scaling) as Stockham stages of radix 4, with one last stage of radix 2 where
/// m is odd. The stages sort as they go: no bit reversal. A buffer holds M real parts, then M imaginary parts.
/// </summary>
internal sealed unsafe class ComplexStages
{
    private readonly int _size;

    // Per stage: w, w², w³ for every p, laid out for the loop that reads them.
    private readonly float[][] _twiddles;

    public ComplexStages(int size)
    {
        _size = size;
        var stages = new List<float[]>();
        for (int n = size, stride = 1; n >= 4; n /= 4, stride *= 4)
            stages.Add(Vectorised(stride) ? Spread(n, stride) : Broadcast(n));
        _twiddles = [.. stages];
    }

    /// <summary>Transforms <paramref name="a"/> with the help of <paramref name="b"/> and returns whichever of them holds the result.</summary>
    public float* Run(float* a, float* b)
    {
        int n = _size, stride = 1;
        for (int stage = 0; stage < _twiddles.Length; stage++, n /= 4, stride *= 4)
        {
            fixed (float* w = _twiddles[stage])
            {
                if (!Vectorised(stride))
                {
                    if (stride >= 8)
                        Radix4Stages.Wide(a, b, w, _size, n / 4, stride);
                    else
                        Radix4Stages.Scalar(a, b, w, _size, n / 4, stride);
                }
                else if (stride == 1)
                {
                    Radix4Stages.First(a, b, w, _size);
                }
                else
                {
                    Radix4Stages.Second(a, b, w, _size);
                }
            }
            float* done = b;
            b = a;
            a = done;
        }
        if (n != 2)
            return a;
        Radix2(a, b, _size);
        return b;
    }

    // The first two stages work on runs of one and four points; they need vectors over p, which takes M ≥ 32.
    private bool Vectorised(int stride) => stride < 8 && _size >= 32;

    // [p][w_re, w_im, w²_re, w²_im, w³_re, w³_im]
    private static float[] Broadcast(int n)
    {
        float[] table = new float[n / 4 * 6];
        for (int p = 0; p < n / 4; p++)
        {
            for (int j = 1; j <= 3; j++)
                (table[6 * p + 2 * j - 2], table[6 * p + 2 * j - 1]) = Root(p * j, n);
        }
        return table;
    }

    // [group of 8 lanes][w_re ×8, w_im ×8, w²_re ×8, …]; lane i of a group belongs to p = (8·group + i)/stride.
    private static float[] Spread(int n, int stride)
    {
        int lanes = n / 4 * stride;
        float[] table = new float[lanes * 6];
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int j = 1; j <= 3; j++)
            {
                int at = lane / 8 * 48 + (2 * j - 2) * 8 + lane % 8;
                (table[at], table[at + 8]) = Root(lane / stride * j, n);
            }
        }
        return table;
    }

    private static (float Re, float Im) Root(int k, int n)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * k / n);
        return ((float)cos, (float)-sin);
    }

    private static void Radix2(float* x, float* y, int size)
    {
        int half = size / 2;
        for (int part = 0; part < 2; part++, x += size, y += size)
        {
            int q = 0;
            for (; q + 8 <= half; q += 8)
            {
                Vector256<float> a = Vector256.Load(x + q);
                Vector256<float> b = Vector256.Load(x + half + q);
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
