using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static CryApi.Features.Cry.SortingNetwork;

namespace CryApi.Features.Cry;

/// <summary>
/// Sixteen neighbouring medians of 31 values for eight independent sequences at once, by comparisons only. Windows that lie near each
/// other share most of their values, and these are put in order once: all sixteen windows share 16 values, eight of them 24, four 28,
/// two 30. What a window still lacks cannot move the median further than that many places, so only the middle ones are kept.
/// </summary>
/// <remarks>
/// With c the middle 2h values, ascending, of those that 2h windows share, and e the h values, ascending, that half of these windows
/// share besides: max(c[i], min(c[h+i], e[h−1−i])), i = 0…h−1, are the middle h of their shared values as a bitonic sequence (K. Batcher,
/// "Sorting networks and their applications", 1968). About 31 minima and maxima a median.
/// </remarks>
internal static unsafe class RunningMedian
{
    /// <summary>Values in a window.</summary>
    public const int Length = 31;

    /// <summary>Values on each side of the centre.</summary>
    public const int Reach = Length / 2;

    /// <summary>Medians of a block.</summary>
    public const int Count = 16;

    /// <summary>Values that the windows of a block cover.</summary>
    public const int Span = Count + 2 * Reach;

    /// <summary>
    /// The index of a sample that may lie outside 0…count−1: mirrored at both ends with the edge sample repeated, as often as it takes.
    /// </summary>
    public static int Mirror(int index, int count)
    {
        int turn = 2 * count;
        int folded = (index % turn + turn) % turn;
        return folded < count ? folded : turn - 1 - folded;
    }

    /// <summary>Median i is that of x[i]…x[i+30].</summary>
    /// <param name="x">46 vectors; none NaN.</param>
    /// <param name="medians">Receives 16 vectors.</param>
    [SkipLocalsInit]
    public static void Apply(Vector256<float>* x, Vector256<float>* medians)
    {
        Vector256<float>* shared = stackalloc Vector256<float>[16];
        Vector256<float>* more = stackalloc Vector256<float>[8];
        Sort8(x + 15, shared);
        Sort8(x + 23, shared + 8);
        Merge16(shared);
        Sort8(x + 7, more);
        Eight(shared, more, x, medians);
        Sort8(x + 31, more);
        Eight(shared, more, x + 8, medians + 8);
    }

    // The medians of x[i]…x[i+30], i = 0…7, from the shared values of sixteen windows and the eight that these share besides.
    private static void Eight(Vector256<float>* c, Vector256<float>* e, Vector256<float>* x, Vector256<float>* medians)
    {
        Vector256<float> d0 = Middle(c[0], c[8], e[7]), d1 = Middle(c[1], c[9], e[6]);
        Vector256<float> d2 = Middle(c[2], c[10], e[5]), d3 = Middle(c[3], c[11], e[4]);
        Vector256<float> d4 = Middle(c[4], c[12], e[3]), d5 = Middle(c[5], c[13], e[2]);
        Vector256<float> d6 = Middle(c[6], c[14], e[1]), d7 = Middle(c[7], c[15], e[0]);
        Bitonic8(ref d0, ref d1, ref d2, ref d3, ref d4, ref d5, ref d6, ref d7);
        for (int half = 0; half < 2; half++, x += 4, medians += 4)
        {
            Vector256<float>* extra = half == 0 ? x + 3 : x + 27;
            Vector256<float> e0 = extra[0], e1 = extra[1], e2 = extra[2], e3 = extra[3];
            Sort4(ref e0, ref e1, ref e2, ref e3);
            Four(Middle(d0, d4, e3), Middle(d1, d5, e2), Middle(d2, d6, e1), Middle(d3, d7, e0), x, medians);
        }
    }

    // The medians of x[i]…x[i+30], i = 0…3; the middle values of what they share come as a bitonic sequence.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        Vector256<float> c0,
        Vector256<float> c1,
        Vector256<float> c2,
        Vector256<float> c3,
        Vector256<float>* x,
        Vector256<float>* medians)
    {
        Order(ref c0, ref c2);
        Order(ref c1, ref c3);
        Order(ref c0, ref c1);
        Order(ref c2, ref c3);
        Two(c0, c1, c2, c3, x[1], x[2], x[0], x[31], medians);
        Two(c0, c1, c2, c3, x[31], x[32], x[2], x[33], medians + 2);
    }

    // Two medians from the values c of four windows, those that both of them have besides, and the last of each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(
        Vector256<float> c0,
        Vector256<float> c1,
        Vector256<float> c2,
        Vector256<float> c3,
        Vector256<float> e0,
        Vector256<float> e1,
        Vector256<float> first,
        Vector256<float> second,
        Vector256<float>* medians)
    {
        Order(ref e0, ref e1);
        Vector256<float> low = Middle(c0, c2, e1), high = Middle(c1, c3, e0);
        Order(ref low, ref high);
        medians[0] = Middle(low, high, first);
        medians[1] = Middle(low, high, second);
    }

    private static void Sort8(Vector256<float>* x, Vector256<float>* to)
    {
        Vector256<float> a = x[0], b = x[1], c = x[2], d = x[3], e = x[4], f = x[5], g = x[6], h = x[7];
        Sort4(ref a, ref b, ref c, ref d);
        Sort4(ref e, ref f, ref g, ref h);
        Order(ref a, ref h);
        Order(ref b, ref g);
        Order(ref c, ref f);
        Order(ref d, ref e);
        Bitonic4(ref a, ref b, ref c, ref d);
        Bitonic4(ref e, ref f, ref g, ref h);
        Store(to, a, b, c, d, e, f, g, h);
    }

    // Two ascending runs of eight to one of sixteen, in place.
    private static void Merge16(Vector256<float>* x)
    {
        Vector256<float> a = x[0], b = x[1], c = x[2], d = x[3], e = x[4], f = x[5], g = x[6], h = x[7];
        Vector256<float> p = x[15], o = x[14], n = x[13], m = x[12], l = x[11], k = x[10], j = x[9], i = x[8];
        Order(ref a, ref p);
        Order(ref b, ref o);
        Order(ref c, ref n);
        Order(ref d, ref m);
        Order(ref e, ref l);
        Order(ref f, ref k);
        Order(ref g, ref j);
        Order(ref h, ref i);
        Bitonic8(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
        Store(x, a, b, c, d, e, f, g, h);
        Bitonic8(ref i, ref j, ref k, ref l, ref m, ref n, ref o, ref p);
        Store(x + 8, i, j, k, l, m, n, o, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Middle(Vector256<float> low, Vector256<float> high, Vector256<float> extra) =>
        Vector256.MaxNative(low, Vector256.MinNative(high, extra));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Vector256<float>* to,
        Vector256<float> a,
        Vector256<float> b,
        Vector256<float> c,
        Vector256<float> d,
        Vector256<float> e,
        Vector256<float> f,
        Vector256<float> g,
        Vector256<float> h)
    {
        to[0] = a;
        to[1] = b;
        to[2] = c;
        to[3] = d;
        to[4] = e;
        to[5] = f;
        to[6] = g;
        to[7] = h;
    }
}
