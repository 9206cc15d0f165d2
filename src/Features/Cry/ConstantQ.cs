using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CryApi.Features.Fft;

namespace CryApi.Features.Cry;

/// <summary>
/// Magnitudes of the constant-Q transform: 252 bins, 36 per octave, seven octaves from C1 (32.7 Hz), one frame every 512 samples.
/// </summary>
/// <remarks>
/// Octave o (0 = top) works on the signal decimated o times, whose frames of 512 samples (no window) lie 512/2^o apart, centred. The
/// response of bin b is |G·X|·2^(o/2)/√(Q·16000/F[b]).
/// </remarks>
internal static unsafe class ConstantQ
{
    /// <summary>Bins of the whole transform.</summary>
    public const int Bins = Octaves * ConstantQBank.Filters;

    /// <summary>Zeros on either side of the signal of an octave.</summary>
    public const int Margin = ConstantQBank.FftSize / 2;

    private const int Octaves = 7;
    private const int Lanes = CryFrames.Lanes;

    private static readonly RealFftStrip Fft = new(ConstantQBank.FftSize);

    /// <summary>Floats that hold the signal of any octave but the top one, with its margins.</summary>
    public static int DecimatedLength(int samples) => Decimator.OutputLength(samples) + 2 * Margin + Decimator.Margin;

    /// <summary>Transforms a signal.</summary>
    /// <param name="padded">The signal between margins of at least <see cref="Margin"/> zeros.</param>
    /// <param name="start">Where the signal begins in it.</param>
    /// <param name="samples">The length L of the signal.</param>
    /// <param name="frames">The number T = 1 + ⌊L/512⌋ of frames.</param>
    /// <param name="bank">The filters.</param>
    /// <param name="scratch">Buffers for the lower octaves.</param>
    /// <param name="magnitudes">Receives the magnitudes, one bin per row, the lowest first.</param>
    public static void Transform(
        ReadOnlySpan<float> padded, int start, int samples, int frames, ConstantQBank bank, OctaveBuffers scratch, Plane magnitudes)
    {
        ReadOnlySpan<float> signal = padded.Slice(start - Margin, samples + 2 * Margin);
        Span<float> next = scratch.First, spare = scratch.Second;
        for (int octave = 0; octave < Octaves; octave++)
        {
            Respond(signal, CryFrames.Hop >> octave, frames, bank, octave, magnitudes);
            if (octave == Octaves - 1)
                break;
            int length = Decimator.OutputLength(samples);
            next[..Margin].Clear();
            Decimator.Halve(signal.Slice(Margin, samples), scratch.Halves, next[Margin..]);
            next.Slice(Margin + length, Margin).Clear();
            signal = next[..(length + 2 * Margin)];
            samples = length;
            Span<float> used = next;
            next = spare;
            spare = used;
        }
    }

    [SkipLocalsInit]
    private static void Respond(ReadOnlySpan<float> signal, int hop, int frames, ConstantQBank bank, int octave, Plane magnitudes)
    {
        const int size = ConstantQBank.FftSize, strip = size * Lanes;
        float* samples = stackalloc float[strip];
        float* spare = stackalloc float[strip];
        float* re = stackalloc float[strip / 2];
        float* im = stackalloc float[strip / 2];
        float* last = stackalloc float[strip];
        float* scales = stackalloc float[ConstantQBank.Filters];
        int lowest = Bins - ConstantQBank.Filters * (octave + 1);
        for (int i = 0; i < ConstantQBank.Filters; i++)
            scales[i] = (float)(Math.Pow(2, 0.5 * octave) / Math.Sqrt(ConstantQBank.Q * CryFrames.SampleRate / bank.Frequency(lowest + i)));
        fixed (float* x = signal)
        {
            for (int group = 0; group < frames; group += Lanes)
            {
                float* from = x + group * hop;
                int stride = hop;
                if (group + Lanes > frames)
                {
                    // Behind the last frame the signal may end.
                    new Span<float>(last, strip).Clear();
                    for (int lane = 0; lane < frames - group; lane++)
                        signal.Slice((group + lane) * hop, size).CopyTo(new Span<float>(last + lane * size, size));
                    from = last;
                    stride = size;
                }
                Transposition.ToStrips(from, stride, samples, samples + strip / 2, size / 2);
                Fft.Forward(samples, spare, bank.FirstBin, bank.EndBin, re, im);
                Multiply(re, im, bank, scales, magnitudes, lowest, group);
            }
        }
    }

    private static void Multiply(float* re, float* im, ConstantQBank bank, float* scales, Plane magnitudes, int lowest, int column)
    {
        fixed (float* weights = bank.Weights, to = magnitudes.Data)
        {
            for (int i = 0; i < ConstantQBank.Filters; i++)
            {
                Vector256<float> sumRe = Vector256<float>.Zero, sumIm = sumRe;
                float* r = re + Lanes * bank.First[i];
                float* m = im + Lanes * bank.First[i];
                for (int k = bank.Offset[i]; k < bank.Offset[i + 1]; k++, r += Lanes, m += Lanes)
                {
                    Vector256<float> wr = Vector256.Create(weights[2 * k]), wi = Vector256.Create(weights[2 * k + 1]);
                    Vector256<float> xr = Vector256.Load(r), xi = Vector256.Load(m);
                    sumRe = Vector256.MultiplyAddEstimate(wr, xr, sumRe);
                    sumRe = Vector256.MultiplyAddEstimate(-wi, xi, sumRe);
                    sumIm = Vector256.MultiplyAddEstimate(wr, xi, sumIm);
                    sumIm = Vector256.MultiplyAddEstimate(wi, xr, sumIm);
                }
                (Vector256.Sqrt(sumRe * sumRe + sumIm * sumIm) * scales[i]).Store(to + (lowest + i) * magnitudes.Stride + column);
            }
        }
    }
}
