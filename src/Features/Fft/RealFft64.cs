using System.Collections.Concurrent;
using System.Numerics;

namespace CryApi.Features.Fft;

/// <summary>
/// Discrete Fourier transform of real float64 signals of a power-of-two length, forward and back.
/// Instances are immutable, cached per size and safe to share between threads; no call allocates.
/// </summary>
/// <remarks>X[k] = Σ_n x[n]·exp(−2πi·k·n/N) for k = 0…N/2; the remaining bins are the complex conjugates of these.</remarks>
public sealed class RealFft64
{
    /// <summary>The smallest supported length.</summary>
    public const int MinSize = 4;

    /// <summary>The largest supported length.</summary>
    public const int MaxSize = 65536;

    private static readonly ConcurrentDictionary<int, RealFft64> Cache = new();

    private readonly RealTransform<double> _transform;

    private RealFft64(int size)
    {
        Size = size;
        _transform = new RealTransform<double>(size);
    }

    /// <summary>The number N of real samples.</summary>
    public int Size { get; }

    /// <summary>The number of complex bins, N/2 + 1.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>The shared transform of a given length.</summary>
    /// <param name="size">The length N: a power of two from <see cref="MinSize"/> to <see cref="MaxSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two in that range.</exception>
    public static RealFft64 OfSize(int size)
    {
        if (size is < MinSize or > MaxSize || !BitOperations.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Must be a power of two from {MinSize} to {MaxSize}.");
        return Cache.GetOrAdd(size, static n => new RealFft64(n));
    }

    /// <summary>Transforms N real samples into N/2 + 1 bins, without scaling.</summary>
    /// <param name="time">The signal, at least N samples; the first N are read.</param>
    /// <param name="re">Receives the real parts, at least N/2 + 1.</param>
    /// <param name="im">Receives the imaginary parts, at least N/2 + 1; those of bins 0 and N/2 are 0.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Forward(ReadOnlySpan<double> time, Span<double> re, Span<double> im) => _transform.Forward(time, re, im);

    /// <summary>The same for samples that are in place: the even ones, then the odd ones, then as much room; all is overwritten.</summary>
    internal unsafe void Forward(double* halves, double* re, double* im) => _transform.Forward(halves, re, im);

    /// <summary>The inverse of <see cref="Forward(ReadOnlySpan{double}, Span{double}, Span{double})"/>, with its factor 1/N: returns the N samples a spectrum came from.</summary>
    /// <param name="re">The real parts, at least N/2 + 1.</param>
    /// <param name="im">The imaginary parts, at least N/2 + 1; those of bins 0 and N/2 are taken as 0.</param>
    /// <param name="time">Receives the signal, at least N samples; the first N are written.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Inverse(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> time) => _transform.Inverse(re, im, time);
}
