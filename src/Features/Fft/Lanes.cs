using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CryApi.Features.Fft;

/// <summary>
/// Operations on vectors of float or double that the framework doesn't offer for both at once; the choice is made by the compiler.
/// </summary>
internal static class Lanes
{
    /// <summary>Whether <see cref="Split"/> and <see cref="Merge"/> can be used.</summary>
    public static bool CanShuffle => Avx.IsSupported;

    /// <summary>a·b + c, fused where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    /// <inheritdoc cref="MultiplyAdd{T}(Vector256{T}, Vector256{T}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    /// <summary>The lanes in reverse order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Reverse<T>(Vector256<T> v) => typeof(T) == typeof(float)
        ? Vector256.Shuffle(v.AsSingle(), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)).As<float, T>()
        : Vector256.Shuffle(v.AsDouble(), Vector256.Create(3L, 2, 1, 0)).As<double, T>();

    /// <summary>The even and the odd elements of a sequence of two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<T> Even, Vector256<T> Odd) Split<T>(Vector256<T> first, Vector256<T> second)
    {
        Vector256<float> low = Avx.Permute2x128(first.AsSingle(), second.AsSingle(), 0x20);
        Vector256<float> high = Avx.Permute2x128(first.AsSingle(), second.AsSingle(), 0x31);
        if (typeof(T) == typeof(float))
            return (Avx.Shuffle(low, high, 0x88).As<float, T>(), Avx.Shuffle(low, high, 0xDD).As<float, T>());
        Vector256<double> lowPairs = low.AsDouble(), highPairs = high.AsDouble();
        return (Avx.UnpackLow(lowPairs, highPairs).As<double, T>(), Avx.UnpackHigh(lowPairs, highPairs).As<double, T>());
    }

    /// <summary>The sequence of two vectors that has these even and odd elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<T> First, Vector256<T> Second) Merge<T>(Vector256<T> even, Vector256<T> odd)
    {
        Vector256<float> low, high;
        if (typeof(T) == typeof(float))
        {
            low = Avx.UnpackLow(even.AsSingle(), odd.AsSingle());
            high = Avx.UnpackHigh(even.AsSingle(), odd.AsSingle());
        }
        else
        {
            low = Avx.UnpackLow(even.AsDouble(), odd.AsDouble()).AsSingle();
            high = Avx.UnpackHigh(even.AsDouble(), odd.AsDouble()).AsSingle();
        }
        return (Avx.Permute2x128(low, high, 0x20).As<float, T>(), Avx.Permute2x128(low, high, 0x31).As<float, T>());
    }
}
