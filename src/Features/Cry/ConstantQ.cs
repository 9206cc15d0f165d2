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

    // A spectrum of 257 bins and zeros up to a multiple of 8.
    private const int Row = 264;

    private static readonly RealFft Fft = RealFft.OfSize(ConstantQBank.FftSize);

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
        float* re = stackalloc float[Lanes * Row];
        float* im = stackalloc float[Lanes * Row];
        float* stripRe = stackalloc float[Lanes * Row];
        float* stripIm = stackalloc float[Lanes * Row];
        int firstBlock = bank.FirstBin & -Lanes;
        int blocks = CryFrames.RoundUp(bank.EndBin) - firstBlock;
        for (int group = 0; group < frames; group += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                var r = new Span<float>(re + lane * Row, Row);
                var i = new Span<float>(im + lane * Row, Row);
                if (group + lane < frames)
                {
                    Fft.Forward(signal.Slice((group + lane) * hop, ConstantQBank.FftSize), r, i);
                    r[Fft.Bins..].Clear();
                    i[Fft.Bins..].Clear();
                }
                else
                {
                    r.Clear();
                    i.Clear();
                }
            }
            Transposition.ToStrip(re + firstBlock, Row, stripRe + firstBlock * Lanes, blocks);
            Transposition.ToStrip(im + firstBlock, Row, stripIm + firstBlock * Lanes, blocks);
            Multiply(stripRe, stripIm, bank, octave, magnitudes, group);
        }
    }

    private static void Multiply(float* re, float* im, ConstantQBank bank, int octave, Plane magnitudes, int column)
    {
        int lowest = Bins - ConstantQBank.Filters * (octave + 1);
        double octaveGain = Math.Pow(2, 0.5 * octave);
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
                int bin = lowest + i;
                double scale = octaveGain / Math.Sqrt(ConstantQBank.Q * CryFrames.SampleRate / bank.Frequency(bin));
                (Vector256.Sqrt(sumRe * sumRe + sumIm * sumIm) * (float)scale).Store(to + bin * magnitudes.Stride + column);
            }
        }
    }
}
