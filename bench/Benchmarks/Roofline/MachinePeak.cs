using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CryApi.Features.Fft;

namespace CryApi.Benchmarks.Roofline;

/// <summary>What one thread of this machine can do at best, as measured: fused multiply-adds on registers, and reading memory.</summary>
/// <param name="Single">Operations per second on float32 in vectors of 256 bit; a fused multiply-add is two.</param>
/// <param name="Wide">The same in vectors of 512 bit; 0 where the processor has none.</param>
/// <param name="Double">Operations per second on float64 in vectors of 256 bit.</param>
/// <param name="Read">Bytes per second read one after the other from memory that no cache holds.</param>
internal sealed record MachinePeak(double Single, double Wide, double Double, double Read)
{
    private const int Rounds = 200_000;
    private const int Chains = 12;
    private const int Tries = 15;

    /// <summary>Measures it, in about two seconds.</summary>
    public static MachinePeak Measure()
    {
        float[] large = new float[64 << 20];
        large.AsSpan().Fill(1);
        return new(
            Best(2.0 * 8 * Chains * Rounds, Multiply256<float>),
            Vector512.IsHardwareAccelerated ? Best(2.0 * 16 * Chains * Rounds, Multiply512) : 0,
            Best(2.0 * 4 * Chains * Rounds, Multiply256<double>),
            Best(4.0 * large.Length, () => Sum(large)));
    }

    private static double Best(double amount, Func<double> work)
    {
        double best = 0;
        for (int i = 0; i < Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Consume(work());
            best = Math.Max(best, amount / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Consume(double value) => _ = value;

    // Twelve chains that don't wait for each other hide the latency of an operation.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Multiply256<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<T> m = Vector256.Create(T.CreateTruncating(0.999)), a = Vector256<T>.One, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int round = 0; round < Rounds; round++)
        {
            a = Lanes.MultiplyAdd(a, m, m);
            b = Lanes.MultiplyAdd(b, m, m);
            c = Lanes.MultiplyAdd(c, m, m);
            d = Lanes.MultiplyAdd(d, m, m);
            e = Lanes.MultiplyAdd(e, m, m);
            f = Lanes.MultiplyAdd(f, m, m);
            g = Lanes.MultiplyAdd(g, m, m);
            h = Lanes.MultiplyAdd(h, m, m);
            i = Lanes.MultiplyAdd(i, m, m);
            j = Lanes.MultiplyAdd(j, m, m);
            k = Lanes.MultiplyAdd(k, m, m);
            l = Lanes.MultiplyAdd(l, m, m);
        }
        return double.CreateTruncating(Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Multiply512()
    {
        Vector512<float> m = Vector512.Create(0.999f), a = Vector512<float>.One, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, m, m);
            b = Vector512.FusedMultiplyAdd(b, m, m);
            c = Vector512.FusedMultiplyAdd(c, m, m);
            d = Vector512.FusedMultiplyAdd(d, m, m);
            e = Vector512.FusedMultiplyAdd(e, m, m);
            f = Vector512.FusedMultiplyAdd(f, m, m);
            g = Vector512.FusedMultiplyAdd(g, m, m);
            h = Vector512.FusedMultiplyAdd(h, m, m);
            i = Vector512.FusedMultiplyAdd(i, m, m);
            j = Vector512.FusedMultiplyAdd(j, m, m);
            k = Vector512.FusedMultiplyAdd(k, m, m);
            l = Vector512.FusedMultiplyAdd(l, m, m);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(float[] values)
    {
        Vector256<float> a = default, b = a, c = a, d = a;
        ref float start = ref values[0];
        for (nuint i = 0; i < (nuint)values.Length; i += 32)
        {
            a += Vector256.LoadUnsafe(ref start, i);
            b += Vector256.LoadUnsafe(ref start, i + 8);
            c += Vector256.LoadUnsafe(ref start, i + 16);
            d += Vector256.LoadUnsafe(ref start, i + 24);
        }
        return Vector256.Sum(a + b + c + d);
    }
}
