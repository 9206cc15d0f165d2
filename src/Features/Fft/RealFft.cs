using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CryApi.Features.Fft;

/// <summary>
/// Discrete Fourier transform of real float32 signals of a power-of-two length, forward and back.
/// Instances are immutable, cached per size and safe to share between threads; no call allocates.
/// </summary>
/// <remarks>
/// X[k] = Σ_n x[n]·exp(−2πi·k·n/N) for k = 0…N/2 (the remaining bins are their complex conjugates).
/// The N real samples are read as N/2 complex ones, which costs half of a complex transform of length N.
/// Twiddle factors are computed in float64 and rounded once.
/// </remarks>
public sealed class RealFft
{
    /// <summary>The smallest supported length.</summary>
    public const int MinSize = 4;

    /// <summary>The largest supported length.</summary>
    public const int MaxSize = 65536;

    // Up to 16 KiB of scratch is taken from the stack, above that from the shared pool.
    private const int MaxStackFloats = 4096;

    private static readonly ConcurrentDictionary<int, RealFft> Cache = new();

    private readonly int _half;
    private readonly ComplexStages _stages;
    private readonly float[] _twiddleRe;
    private readonly float[] _twiddleIm;

    private RealFft(int size)
    {
        Size = size;
        _half = size / 2;
        _stages = new ComplexStages(_half);
        _twiddleRe = new float[_half];
        _twiddleIm = new float[_half];
        for (int k = 0; k < _half; k++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * k / size);
            _twiddleRe[k] = (float)cos;
            _twiddleIm[k] = (float)-sin;
        }
    }

    /// <summary>The number N of real samples.</summary>
    public int Size { get; }

    /// <summary>The number of complex bins, N/2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>The shared transform of a given length.</summary>
    /// <param name="size">The length N: a power of two from <see cref="MinSize"/> to <see cref="MaxSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two in that range.</exception>
    public static RealFft OfSize(int size)
    {
        if (size is < MinSize or > MaxSize || !BitOperations.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Must be a power of two from {MinSize} to {MaxSize}.");
        return Cache.GetOrAdd(size, static n => new RealFft(n));
    }

    /// <summary>Transforms N real samples into N/2 + 1 bins, without scaling.</summary>
    /// <param name="time">The signal, at least N samples; the first N are read.</param>
    /// <param name="re">Receives the real parts, at least N/2 + 1.</param>
    /// <param name="im">Receives the imaginary parts, at least N/2 + 1; those of bins 0 and N/2 are 0.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    [SkipLocalsInit]
    public unsafe void Forward(ReadOnlySpan<float> time, Span<float> re, Span<float> im)
    {
        Check(time.Length >= Size && re.Length >= Bins && im.Length >= Bins);
        int floats = 2 * Size;
        float[]? rented = floats <= MaxStackFloats ? null : ArrayPool<float>.Shared.Rent(floats);
        Span<float> scratch = rented is null ? stackalloc float[MaxStackFloats] : rented;
        fixed (float* x = time, xr = re, xi = im, s = scratch, wr = _twiddleRe, wi = _twiddleIm)
        {
            Interleaving.Split(x, s, s + _half, _half);
            float* z = _stages.Run(s, s + Size);
            RealPacking.Unpack(z, z + _half, wr, wi, xr, xi, _half);
        }
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The inverse of <see cref="Forward"/>, with its factor 1/N: returns the N samples a spectrum came from.</summary>
    /// <param name="re">The real parts, at least N/2 + 1.</param>
    /// <param name="im">The imaginary parts, at least N/2 + 1; those of bins 0 and N/2 are taken as 0.</param>
    /// <param name="time">Receives the signal, at least N samples; the first N are written.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    [SkipLocalsInit]
    public unsafe void Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> time)
    {
        Check(time.Length >= Size && re.Length >= Bins && im.Length >= Bins);
        int floats = 2 * Size;
        float[]? rented = floats <= MaxStackFloats ? null : ArrayPool<float>.Shared.Rent(floats);
        Span<float> scratch = rented is null ? stackalloc float[MaxStackFloats] : rented;
        fixed (float* x = time, xr = re, xi = im, s = scratch, wr = _twiddleRe, wi = _twiddleIm)
        {
            // Swapping real and imaginary parts before and after a forward transform makes it an inverse one.
            RealPacking.Pack(xr, xi, wr, wi, s + _half, s, _half);
            float* z = _stages.Run(s, s + Size);
            Interleaving.Merge(z + _half, z, x, _half);
        }
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
    }

    private static void Check(bool longEnough)
    {
        if (!longEnough)
            throw new ArgumentException("A span is shorter than the transform needs.");
    }
}
