using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>Puts few values in order, eight independent sequences at once, by minima and maxima only; none may be NaN.</summary>
/// <remarks>
/// K. Batcher, "Sorting networks and their applications", 1968. A bitonic sequence rises, then falls, or is such a one turned.
/// </remarks>
internal static class SortingNetwork
{
    /// <summary>Puts a bitonic sequence of eight in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bitonic8(
        ref Vector256<float> a,
        ref Vector256<float> b,
        ref Vector256<float> c,
        ref Vector256<float> d,
        ref Vector256<float> e,
        ref Vector256<float> f,
        ref Vector256<float> g,
        ref Vector256<float> h)
    {
        Order(ref a, ref e);
        Order(ref b, ref f);
        Order(ref c, ref g);
        Order(ref d, ref h);
        Bitonic4(ref a, ref b, ref c, ref d);
        Bitonic4(ref e, ref f, ref g, ref h);
    }

    /// <summary>Puts a bitonic sequence of four in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bitonic4(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref a, ref b);
        Order(ref c, ref d);
    }

    /// <summary>Puts four values in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sort4(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref b, ref c);
    }

    /// <summary>Puts two values in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Order(ref Vector256<float> low, ref Vector256<float> high)
    {
        Vector256<float> smaller = Vector256.MinNative(low, high);
        high = Vector256.MaxNative(low, high);
        low = smaller;
    }
}
