using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CryApi.Features.Fft;

namespace CryApi.Features.Cry;

/// <summary>
/// The short-time Fourier transform of the cry features and its inverse. The signal stands between margins of 1024 zeros, so frame t
/// covers padded samples 512·t … 512·t + 2047, under a periodic Hann window; X[k,t] is its unscaled transform, k = 0…1024.
/// </summary>
/// <remarks>
/// Spectra are computed in float64: the valleys of the spectral contrast of a pure tone lie near the rounding noise of a float32 transform.
/// </remarks>
internal static unsafe class Stft
{
    private const int Segments = CryFrames.FftSize / CryFrames.Hop;

    private static readonly RealFft64 Forward = RealFft64.OfSize(CryFrames.FftSize);
    private static readonly RealFft Backward = RealFft.OfSize(CryFrames.FftSize);
    private static readonly double[] PreciseWindow = Hann.Periodic(CryFrames.FftSize);

    // Its even values, then its odd ones.
    private static readonly double[] SplitWindow =
        [.. Enumerable.Range(0, CryFrames.FftSize).Select(n => PreciseWindow[2 * n % CryFrames.FftSize + 2 * n / CryFrames.FftSize])];

    private static readonly float[] Window = Array.ConvertAll(PreciseWindow, value => (float)value);

    /// <summary>The complex spectrum and the magnitude of one frame.</summary>
    /// <param name="padded">The signal with its margins.</param>
    /// <param name="frame">The frame t.</param>
    /// <param name="re">Receives Re X, a row of <see cref="CryFrames.Stride"/> whose padding is zero.</param>
    /// <param name="im">Receives Im X, likewise.</param>
    /// <param name="magnitude">Receives |X|, likewise.</param>
    [SkipLocalsInit]
    public static void Frame(ReadOnlySpan<float> padded, int frame, Span<float> re, Span<float> im, Span<float> magnitude)
    {
        const int size = CryFrames.FftSize, stride = CryFrames.Stride;
        float* halves = stackalloc float[size];
        double* windowed = stackalloc double[2 * size];
        double* preciseRe = stackalloc double[stride];
        double* preciseIm = stackalloc double[stride];
        fixed (float* samples = padded.Slice(frame * CryFrames.Hop, size))
            Interleaving.Split(samples, halves, halves + size / 2, size / 2);
        fixed (double* window = SplitWindow)
        {
            for (int n = 0; n < size; n += 8)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(halves + n));
                (low * Vector256.Load(window + n)).Store(windowed + n);
                (high * Vector256.Load(window + n + 4)).Store(windowed + n + 4);
            }
        }
        Forward.Forward(windowed, preciseRe, preciseIm);
        new Span<double>(preciseRe + CryFrames.Bins, stride - CryFrames.Bins).Clear();
        new Span<double>(preciseIm + CryFrames.Bins, stride - CryFrames.Bins).Clear();
        fixed (float* toRe = re[..stride], toIm = im[..stride], toMagnitude = magnitude[..stride])
        {
            for (int k = 0; k < stride; k += 8)
            {
                Vector256<float> r = Narrow(preciseRe + k), i = Narrow(preciseIm + k);
                r.Store(toRe + k);
                i.Store(toIm + k);
                Vector256.Sqrt(r * r + i * i).Store(toMagnitude + k);
            }
        }
    }

    /// <summary>
    /// The signal of a spectrum: inverse transform of every frame, the same window, overlap-add, division by the overlap-added squared
    /// window. The margins of the result are set to zero.
    /// </summary>
    /// <param name="re">Re X, one frame per row.</param>
    /// <param name="im">Im X, one frame per row.</param>
    /// <param name="frames">The number T of frames.</param>
    /// <param name="samples">The length L of the signal; T = 1 + ⌊L/512⌋.</param>
    /// <param name="padded">Receives the signal with its margins; as long as the last frame reaches, or longer.</param>
    [SkipLocalsInit]
    public static void Invert(Plane re, Plane im, int frames, int samples, Span<float> padded)
    {
        Span<float> time = stackalloc float[CryFrames.FftSize];
        padded.Clear();
        for (int t = 0; t < frames; t++)
        {
            Backward.Inverse(re.Row(t), im.Row(t), time);
            Span<float> target = padded.Slice(t * CryFrames.Hop, CryFrames.FftSize);
            for (int n = 0; n < CryFrames.FftSize; n += 8)
            {
                Vector256<float> sum = Vector256.Create<float>(target.Slice(n, 8))
                    + Vector256.Create<float>(time.Slice(n, 8)) * Vector256.Create(Window.AsSpan(n, 8));
                sum.CopyTo(target.Slice(n, 8));
            }
        }
        for (int block = 0; block < frames + Segments - 1; block++)
            Normalise(padded.Slice(block * CryFrames.Hop, CryFrames.Hop), block, frames);
        padded[..CryFrames.Margin].Clear();
        padded[(CryFrames.Margin + samples)..].Clear();
    }

    // Block b of 512 samples is covered by segment j (0…3) of frame b − j, where there is such a frame.
    private static void Normalise(Span<float> samples, int block, int frames)
    {
        int first = Math.Max(0, block - frames + 1);
        int last = Math.Min(Segments - 1, block);
        for (int n = 0; n < CryFrames.Hop; n += 8)
        {
            Vector256<float> weight = Vector256<float>.Zero;
            for (int j = first; j <= last; j++)
            {
                var w = Vector256.Create(Window.AsSpan(j * CryFrames.Hop + n, 8));
                weight += w * w;
            }
            var sum = Vector256.Create<float>(samples.Slice(n, 8));
            Vector256<float> enough = Vector256.GreaterThan(weight, Vector256.Create(CryFrames.Tiny));
            Vector256.ConditionalSelect(enough, sum / weight, sum).CopyTo(samples.Slice(n, 8));
        }
    }

    private static Vector256<float> Narrow(double* values) => Vector256.Narrow(Vector256.Load(values), Vector256.Load(values + 4));
}
