using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CryApi.Features.Fft;

/// <summary>
/// The transform behind <see cref="RealFft"/> and <see cref="RealFft64"/>: the N real samples are read as N/2 complex ones, which costs
/// half of a complex transform of length N. Twiddle factors are computed in float64 and rounded once.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class RealTransform<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Up to so much scratch is taken from the stack, above that from the shared pool.
    private const int MaxStackBytes = 32768;

    private readonly int _half;
    private readonly ComplexStages<T> _stages;
    private readonly T[] _twiddleRe;
    private readonly T[] _twiddleIm;

    /// <summary>Prepares a length, a power of two, at least 4.</summary>
    public RealTransform(int size)
    {
        _half = size / 2;
        _stages = new ComplexStages<T>(_half);
        _twiddleRe = new T[_half];
        _twiddleIm = new T[_half];
        for (int k = 0; k < _half; k++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * k / size);
            _twiddleRe[k] = T.CreateTruncating(cos);
            _twiddleIm[k] = T.CreateTruncating(-sin);
        }
    }

    /// <summary>N samples to N/2 + 1 bins, without scaling.</summary>
    [SkipLocalsInit]
    public void Forward(ReadOnlySpan<T> time, Span<T> re, Span<T> im)
    {
        Check(time.Length, re.Length, im.Length);
        T[]? rented = Rent();
        Span<T> scratch = rented is null ? stackalloc T[4 * _half] : rented;
        fixed (T* x = time, xr = re, xi = im, s = scratch)
        {
            Interleaving.Split(x, s, s + _half, _half);
            Forward(s, xr, xi);
        }
        Return(rented);
    }

    /// <summary>The same for samples that are in place: the even ones, then the odd ones, then as much room; all is overwritten.</summary>
    public void Forward(T* halves, T* re, T* im)
    {
        fixed (T* wr = _twiddleRe, wi = _twiddleIm)
        {
            T* z = _stages.Run(halves, halves + 2 * _half);
            RealPacking<T>.Unpack(z, z + _half, wr, wi, re, im, _half);
        }
    }

    /// <summary>N/2 + 1 bins to N samples, with the factor 1/N.</summary>
    [SkipLocalsInit]
    public void Inverse(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> time)
    {
        Check(time.Length, re.Length, im.Length);
        T[]? rented = Rent();
        Span<T> scratch = rented is null ? stackalloc T[4 * _half] : rented;
        fixed (T* x = time, xr = re, xi = im, s = scratch, wr = _twiddleRe, wi = _twiddleIm)
        {
            // Swapping real and imaginary parts before and after a forward transform makes it an inverse one.
            RealPacking<T>.Pack(xr, xi, wr, wi, s + _half, s, _half);
            T* z = _stages.Run(s, s + 2 * _half);
            Interleaving.Merge(z + _half, z, x, _half);
        }
        Return(rented);
    }

    private static void Return(T[]? rented)
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    private T[]? Rent() => 4 * _half * sizeof(T) <= MaxStackBytes ? null : ArrayPool<T>.Shared.Rent(4 * _half);

    private void Check(int time, int re, int im)
    {
        if (time < 2 * _half || re <= _half || im <= _half)
            throw new ArgumentException("A span is shorter than the transform needs.");
    }
}
