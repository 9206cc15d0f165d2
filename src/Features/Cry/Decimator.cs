using System.Runtime.Intrinsics;
using CryApi.Features.Fft;

namespace CryApi.Features.Cry;

/// <summary>
/// Halves the sample rate: a zero-delay linear-phase low-pass of 391 taps, every second sample kept beginning with sample 0, times √2.
/// </summary>
/// <remarks>
/// h[k] = c·sinc(0.95687183·k/2)·kaiser(β = 13.10642662)[k], k = −195…195, Σh = 1: the 2:1 response of the SoX resampler at quality HQ,
/// with which librosa steps down the octaves of its constant-Q transform. Samples outside the signal count as zero. The taps of even and
/// of odd k each meet only every second sample, so the signal is split first and only kept samples are computed.
/// </remarks>
internal static unsafe class Decimator
{
    /// <summary>Zeros that the split halves need on either side, and the granularity of the writes past the end.</summary>
    public const int Margin = 128;

    private const int Reach = 195;
    private const int Block = 64;

    // Zeros around the taps, so that every value that is loaded meets a tap of each of the sums it is added to.
    private const int Padding = 48;
    private const int OddCount = Reach + 1;

    // Even taps: k = −194, −192, … 194. Odd taps: −195, −193, … 195. There is one odd tap more than there are even ones.
    private static readonly float[] EvenTaps = Build(194);
    private static readonly float[] OddTaps = Build(Reach);

    /// <summary>Floats of scratch for a signal of a given length.</summary>
    public static int ScratchLength(int samples) => 2 * HalfLength(samples);

    /// <summary>Samples that remain: ⌈samples/2⌉.</summary>
    public static int OutputLength(int samples) => (samples + 1) / 2;

    /// <summary>Filters and halves a signal.</summary>
    /// <param name="input">The signal, at least one sample.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> samples; up to 63 floats after them are overwritten with zeros.</param>
    public static void Halve(ReadOnlySpan<float> input, Span<float> scratch, Span<float> output)
    {
        int half = HalfLength(input.Length);
        int count = OutputLength(input.Length);
        scratch[..(2 * half)].Clear();
        fixed (float* x = input, even = scratch, y = output)
        {
            float* odd = even + half;
            Interleaving.Split(x, even + Margin, odd + Margin, input.Length / 2);
            if (input.Length % 2 == 1)
                even[Margin + count - 1] = x[input.Length - 1];

            // Output m takes even samples m − 97 … m + 97 and odd samples m − 98 … m + 97.
            int end = Math.Min(output.Length, (count + Block - 1) / Block * Block);
            int m = 0;
            for (; m + Block <= end; m += Block)
                Filter(even + Margin + m - 97, odd + Margin + m - 98, y + m);
            if (m < count)
            {
                float* last = stackalloc float[Block];
                Filter(even + Margin + m - 97, odd + Margin + m - 98, last);
                new ReadOnlySpan<float>(last, end - m).CopyTo(output[m..]);
            }
            output[count..end].Clear();
        }
    }

    private static int HalfLength(int samples) => (OutputLength(samples) + Block - 1) / Block * Block + 2 * Margin;

    private static void Filter(float* even, float* odd, float* to)
    {
        fixed (float* evenTaps = EvenTaps, oddTaps = OddTaps)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Wide(even, evenTaps + Padding, odd, oddTaps + Padding, to);
                return;
            }
            Narrow(even, evenTaps + Padding, odd, oddTaps + Padding, to);
            Narrow(even + 32, evenTaps + Padding, odd + 32, oddTaps + Padding, to + 32);
        }
    }

    // 64 outputs. A vector across two cache lines takes twice as long to load, so each is loaded once and serves four sums.
    private static void Wide(float* even, float* evenTaps, float* odd, float* oddTaps, float* to)
    {
        Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0, r0 = s0, r1 = s0, r2 = s0, r3 = s0;
        for (int i = 0; i < OddCount + Padding; i++)
        {
            Vector512<float> x = Vector512.Load(even + i);
            s0 = Vector512.MultiplyAddEstimate(Vector512.Create(evenTaps[i]), x, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.Create(evenTaps[i - 16]), x, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.Create(evenTaps[i - 32]), x, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.Create(evenTaps[i - 48]), x, s3);
            x = Vector512.Load(odd + i);
            r0 = Vector512.MultiplyAddEstimate(Vector512.Create(oddTaps[i]), x, r0);
            r1 = Vector512.MultiplyAddEstimate(Vector512.Create(oddTaps[i - 16]), x, r1);
            r2 = Vector512.MultiplyAddEstimate(Vector512.Create(oddTaps[i - 32]), x, r2);
            r3 = Vector512.MultiplyAddEstimate(Vector512.Create(oddTaps[i - 48]), x, r3);
        }
        (s0 + r0).Store(to);
        (s1 + r1).Store(to + 16);
        (s2 + r2).Store(to + 32);
        (s3 + r3).Store(to + 48);
    }

    // 32 outputs. Eight sums at a time keep both multiply-add units busy.
    private static void Narrow(float* even, float* evenTaps, float* odd, float* oddTaps, float* to)
    {
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0, r0 = s0, r1 = s0, r2 = s0, r3 = s0;
        for (int i = 0; i < OddCount; i++)
        {
            Vector256<float> tap = Vector256.Create(evenTaps[i]);
            s0 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(even + i), s0);
            s1 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(even + i + 8), s1);
            s2 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(even + i + 16), s2);
            s3 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(even + i + 24), s3);
            tap = Vector256.Create(oddTaps[i]);
            r0 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(odd + i), r0);
            r1 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(odd + i + 8), r1);
            r2 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(odd + i + 16), r2);
            r3 = Vector256.MultiplyAddEstimate(tap, Vector256.Load(odd + i + 24), r3);
        }
        (s0 + r0).Store(to);
        (s1 + r1).Store(to + 8);
        (s2 + r2).Store(to + 16);
        (s3 + r3).Store(to + 24);
    }

    // Every second tap of √2·h from −outermost to outermost, between zeros.
    private static float[] Build(int outermost)
    {
        double total = 0;
        for (int k = -Reach; k <= Reach; k++)
            total += Shape(k);
        float[] taps = new float[OddCount + 2 * Padding];
        for (int i = 0; i <= outermost; i++)
            taps[Padding + i] = (float)(Math.Sqrt(2) * Shape(2 * i - outermost) / total);
        return taps;
    }

    private static double Shape(int k)
    {
        const double cutoff = 0.95687183, beta = 13.10642662;
        double x = Math.PI * cutoff * k / 2;
        double sinc = k == 0 ? 1 : Math.Sin(x) / x;
        double edge = (double)k / Reach;
        return sinc * BesselI0(beta * Math.Sqrt(Math.Max(0, 1 - edge * edge))) / BesselI0(beta);
    }

    // Modified Bessel function of the first kind, order 0: Σ ((x/2)^n/n!)².
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (int n = 1; term > 1e-18 * sum; n++)
        {
            term *= x / (2 * n) * (x / (2 * n));
            sum += term;
        }
        return sum;
    }
}
