using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Fft;

/// <summary>Rearrangements between interleaved and separate sequences of float or double.</summary>
internal static unsafe class Interleaving
{
    /// <summary>even[i] = x[2i], odd[i] = x[2i+1] for i below <paramref name="pairs"/>.</summary>
    public static void Split<T>(T* x, T* even, T* odd, int pairs)
        where T : unmanaged
    {
        int i = 0;
        for (; Lanes.CanShuffle && i + Vector256<T>.Count <= pairs; i += Vector256<T>.Count)
        {
            (Vector256<T> e, Vector256<T> o) = Lanes.Split(Vector256.Load(x + 2 * i), Vector256.Load(x + 2 * i + Vector256<T>.Count));
            e.Store(even + i);
            o.Store(odd + i);
        }
        for (; i < pairs; i++)
        {
            even[i] = x[2 * i];
            odd[i] = x[2 * i + 1];
        }
    }

    /// <summary>x[2i] = even[i], x[2i+1] = odd[i] for i below <paramref name="pairs"/>.</summary>
    public static void Merge<T>(T* even, T* odd, T* x, int pairs)
        where T : unmanaged
    {
        int i = 0;
        for (; Lanes.CanShuffle && i + Vector256<T>.Count <= pairs; i += Vector256<T>.Count)
        {
            (Vector256<T> low, Vector256<T> high) = Lanes.Merge(Vector256.Load(even + i), Vector256.Load(odd + i));
            low.Store(x + 2 * i);
            high.Store(x + 2 * i + Vector256<T>.Count);
        }
        for (; i < pairs; i++)
        {
            x[2 * i] = even[i];
            x[2 * i + 1] = odd[i];
        }
    }

    /// <summary>y[4i+j] = v_j[i] for all lanes i of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge4<T>(Vector256<T> v0, Vector256<T> v1, Vector256<T> v2, Vector256<T> v3, T* y)
        where T : unmanaged
    {
        if (Lanes.CanShuffle)
        {
            (Vector256<T> evenLow, Vector256<T> evenHigh) = Lanes.Merge(v0, v2);
            (Vector256<T> oddLow, Vector256<T> oddHigh) = Lanes.Merge(v1, v3);
            (Vector256<T> q0, Vector256<T> q1) = Lanes.Merge(evenLow, oddLow);
            (Vector256<T> q2, Vector256<T> q3) = Lanes.Merge(evenHigh, oddHigh);
            q0.Store(y);
            q1.Store(y + Vector256<T>.Count);
            q2.Store(y + 2 * Vector256<T>.Count);
            q3.Store(y + 3 * Vector256<T>.Count);
            return;
        }
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            y[4 * i] = v0.GetElement(i);
            y[4 * i + 1] = v1.GetElement(i);
            y[4 * i + 2] = v2.GetElement(i);
            y[4 * i + 3] = v3.GetElement(i);
        }
    }
}
