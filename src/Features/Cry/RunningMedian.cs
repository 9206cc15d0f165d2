using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// Medians of 31 neighbouring values for eight independent sequences at once. The window is kept sorted per lane; a step takes the oldest
/// value out and the new one in with comparisons only, so its cost does not depend on the data.
/// </summary>
internal static unsafe class RunningMedian
{
    /// <summary>Values in a window.</summary>
    public const int Length = 31;

    /// <summary>Values on each side of the centre.</summary>
    public const int Reach = Length / 2;

    /// <summary>
    /// The index of a sample that may lie outside 0…count−1: mirrored at both ends with the edge sample repeated, as often as it takes.
    /// </summary>
    public static int Mirror(int index, int count)
    {
        int turn = 2 * count;
        int folded = (index % turn + turn) % turn;
        return folded < count ? folded : turn - 1 - folded;
    }

    /// <summary>Makes the window consist of 31 infinite values, to be replaced one by one.</summary>
    /// <param name="window">31 vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(Vector256<float>* window)
    {
        for (int i = 0; i < Length; i++)
            window[i] = Vector256.Create(float.PositiveInfinity);
    }

    /// <summary>Replaces one value per lane in a sorted window and returns the medians.</summary>
    /// <param name="window">31 vectors, ascending per lane.</param>
    /// <param name="oldest">Values that are in the window.</param>
    /// <param name="newest">The values to take their place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Replace(Vector256<float>* window, Vector256<float> oldest, Vector256<float> newest)
    {
        // Without the oldest, place i holds s[i] while s[i] is smaller than it and s[i+1] from there on.
        Vector256<float> here = window[0];
        Vector256<float> below = Vector256.Create(float.NegativeInfinity);
        for (int i = 0; i < Length - 1; i++)
        {
            Vector256<float> next = window[i + 1];
            Vector256<float> kept = Vector256.ConditionalSelect(Vector256.LessThan(here, oldest), here, next);
            window[i] = Vector256.MaxNative(below, Vector256.MinNative(kept, newest));
            below = kept;
            here = next;
        }
        window[Length - 1] = Vector256.MaxNative(below, newest);
        return window[Reach];
    }
}
