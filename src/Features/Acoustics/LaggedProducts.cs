using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Acoustics;

/// <summary>Inner products of a short signal with later parts of a longer one, four lags at a time.</summary>
internal static class LaggedProducts
{
    private const int Lanes = 8;

    /// <summary>p[i] = Σ_n x[n]·y[n + i].</summary>
    /// <param name="x">The short signal, a multiple of eight samples.</param>
    /// <param name="y">The longer one: at least as many samples as x and p have together, less one.</param>
    /// <param name="products">Receives p for the lags from 0 on.</param>
    public static void Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> products)
    {
        if (x.Length % Lanes != 0 || y.Length < x.Length + products.Length - 1)
            throw new ArgumentException("The signals do not fit together.", nameof(y));
        ref float xs = ref MemoryMarshal.GetReference(x), ys = ref MemoryMarshal.GetReference(y);
        int lag = 0;
        for (; lag + 4 <= products.Length; lag += 4)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            for (int n = 0; n < x.Length; n += Lanes)
            {
                var left = Vector256.LoadUnsafe(ref xs, (nuint)n);
                nuint at = (nuint)(n + lag);
                a += left * Vector256.LoadUnsafe(ref ys, at);
                b += left * Vector256.LoadUnsafe(ref ys, at + 1);
                c += left * Vector256.LoadUnsafe(ref ys, at + 2);
                d += left * Vector256.LoadUnsafe(ref ys, at + 3);
            }
            products[lag] = Vector256.Sum(a);
            products[lag + 1] = Vector256.Sum(b);
            products[lag + 2] = Vector256.Sum(c);
            products[lag + 3] = Vector256.Sum(d);
        }
        for (; lag < products.Length; lag++)
            products[lag] = TensorPrimitives.Dot(x, y.Slice(lag, x.Length));
    }
}
