using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// Zero-crossing rate and root mean square per frame (2048 samples every 512, centred), from the waveform itself.
/// </summary>
/// <remarks>
/// Crossings: samples of at most 1e-10 in size count as +0; a crossing lies at i where the sign differs from that at i−1, other than at
/// the first sample of a frame; the margins repeat the edge sample and so hold none. Rate = crossings/2048.
/// RMS: √(mean x²) with margins of zeros. A frame spans four blocks of 512, so each block is summed once.
/// </remarks>
internal static class WaveformMeasures
{
    private const float Threshold = -1e-10f;

    /// <summary>Measures all frames.</summary>
    /// <param name="samples">The signal, without margins.</param>
    /// <param name="frames">The number T of frames.</param>
    /// <param name="blocks">Scratch of at least T + 4 values.</param>
    /// <param name="scalars">Receives the two values in their <see cref="ScalarRow"/>.</param>
    public static void Measure(ReadOnlySpan<float> samples, int frames, Span<double> blocks, Plane scalars)
    {
        // Block b of the signal stands at b + 2; the empty ones around it are those of the margins.
        blocks[..(frames + 4)].Clear();
        for (int b = 0; b < frames; b++)
            blocks[b + 2] = TensorPrimitives.SumOfSquares(Block(samples, b, 0));
        Span<float> rms = scalars.Row(ScalarRow.Rms);
        for (int t = 0; t < frames; t++)
            rms[t] = (float)Math.Sqrt((blocks[t] + blocks[t + 1] + blocks[t + 2] + blocks[t + 3]) / CryFrames.FftSize);

        // Frame t counts the crossings at 512t − 1023 … 512t + 1023: those of blocks shifted by one, less the very last.
        for (int b = 0; b < frames; b++)
            blocks[b + 2] = Crossings(samples, b);
        Span<float> rate = scalars.Row(ScalarRow.ZeroCrossings);
        for (int t = 0; t < frames; t++)
        {
            double crossings = blocks[t] + blocks[t + 1] + blocks[t + 2] + blocks[t + 3];
            int last = t * CryFrames.Hop + CryFrames.Margin;
            if (last < samples.Length && IsNegative(samples[last]) != IsNegative(samples[last - 1]))
                crossings--;
            rate[t] = (float)(crossings / CryFrames.FftSize);
        }
    }

    private static ReadOnlySpan<float> Block(ReadOnlySpan<float> samples, int block, int shift)
    {
        int start = Math.Min(samples.Length, block * CryFrames.Hop + shift);
        return samples.Slice(start, Math.Min(CryFrames.Hop, samples.Length - start));
    }

    // Crossings at the samples 512·block + 1 … 512·block + 512.
    private static int Crossings(ReadOnlySpan<float> samples, int block)
    {
        ReadOnlySpan<float> at = Block(samples, block, 1);
        ReadOnlySpan<float> before = Block(samples, block, 0)[..at.Length];
        int count = 0, i = 0;
        for (; i + Vector256<float>.Count <= at.Length; i += Vector256<float>.Count)
        {
            Vector256<float> differ = Negative(before.Slice(i, Vector256<float>.Count)) ^ Negative(at.Slice(i, Vector256<float>.Count));
            count += BitOperations.PopCount(differ.ExtractMostSignificantBits());
        }
        for (; i < at.Length; i++)
            count += IsNegative(before[i]) != IsNegative(at[i]) ? 1 : 0;
        return count;
    }

    private static Vector256<float> Negative(ReadOnlySpan<float> samples) =>
        Vector256.LessThan(Vector256.Create(samples), Vector256.Create(Threshold));

    private static bool IsNegative(float sample) => sample < Threshold;
}
