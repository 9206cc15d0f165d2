using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// Harmonic part of a spectrum by median filtering: A is the median of |X| over 31 frames, B over 31 bins (mirrored at the ends,
/// edge included); mask = A²/(A² + B²), ½ where both vanish; Y = mask·X.
/// </summary>
/// <remarks>D. FitzGerald, "Harmonic/percussive separation using median filtering", DAFx 2010; soft mask of power 2.</remarks>
internal static unsafe class HarmonicFilter
{
    /// <summary>Floats of a strip of eight frames with room for the mirrored bins on both sides.</summary>
    public const int StripLength = (CryFrames.Stride + 2 * RunningMedian.Reach) * CryFrames.Lanes;

    /// <summary>Where bin 0 stands in such a strip.</summary>
    public const int StripOrigin = RunningMedian.Reach * CryFrames.Lanes;

    /// <summary>Medians over frequency, for eight frames.</summary>
    /// <param name="strip">Magnitudes [bin][8], bin 0 first; the room before it and after bin 1024 is overwritten.</param>
    /// <param name="medians">Receives the medians, [bin][8].</param>
    public static void SmoothBins(float* strip, float* medians)
    {
        const int lanes = CryFrames.Lanes, reach = RunningMedian.Reach;
        for (int i = 1; i <= reach; i++)
        {
            Vector256.Load(strip + (i - 1) * lanes).Store(strip - i * lanes);
            Vector256.Load(strip + (CryFrames.Bins - i) * lanes).Store(strip + (CryFrames.Bins - 1 + i) * lanes);
        }
        // The last block overlaps the one before it: 1025 is no multiple of 16.
        for (int k = 0; ; k = Math.Min(k + RunningMedian.Count, CryFrames.Bins - RunningMedian.Count))
        {
            RunningMedian.Apply((Vector256<float>*)(strip + (k - reach) * lanes), (Vector256<float>*)(medians + k * lanes));
            if (k == CryFrames.Bins - RunningMedian.Count)
                return;
        }
    }

    /// <summary>Takes the medians over time and multiplies the spectrum by the mask.</summary>
    /// <param name="magnitude">|X|, one frame per row.</param>
    /// <param name="smooth">The medians over frequency, likewise.</param>
    /// <param name="re">Re X, replaced by Re Y.</param>
    /// <param name="im">Im X, replaced by Im Y.</param>
    /// <param name="frames">The number T of frames.</param>
    public static void Apply(Plane magnitude, Plane smooth, Plane re, Plane im, int frames)
    {
        fixed (float* s = magnitude.Data, b = smooth.Data, r = re.Data, i = im.Data)
        {
            for (int t = 0; t < frames; t += RunningMedian.Count)
            {
                nint at = (nint)t * CryFrames.Stride;
                ApplyBlock(s, b + at, r + at, i + at, t, frames);
            }
        }
    }

    // Sixteen frames at a time and along their bins, so that memory is read in order.
    [SkipLocalsInit]
    private static void ApplyBlock(float* s, float* b, float* re, float* im, int first, int frames)
    {
        float** rows = stackalloc float*[RunningMedian.Span];
        for (int i = 0; i < RunningMedian.Span; i++)
            rows[i] = s + (nint)RunningMedian.Mirror(first - RunningMedian.Reach + i, frames) * CryFrames.Stride;
        Vector256<float>* window = stackalloc Vector256<float>[RunningMedian.Span];
        Vector256<float>* medians = stackalloc Vector256<float>[RunningMedian.Count];
        int count = Math.Min(RunningMedian.Count, frames - first);
        for (int k = 0; k < CryFrames.Stride; k += CryFrames.Lanes)
        {
            for (int i = 0; i < RunningMedian.Span; i++)
                window[i] = Vector256.Load(rows[i] + k);
            RunningMedian.Apply(window, medians);
            for (int t = 0, at = k; t < count; t++, at += CryFrames.Stride)
            {
                Vector256<float> mask = Mask(medians[t], Vector256.Load(b + at));
                (Vector256.Load(re + at) * mask).Store(re + at);
                (Vector256.Load(im + at) * mask).Store(im + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mask(Vector256<float> harmonic, Vector256<float> percussive)
    {
        Vector256<float> larger = Vector256.Max(harmonic, percussive);
        Vector256<float> silent = Vector256.LessThan(larger, Vector256.Create(CryFrames.Tiny));
        Vector256<float> divisor = Vector256.ConditionalSelect(silent, Vector256<float>.One, larger);
        Vector256<float> h = harmonic / divisor, p = percussive / divisor;
        h *= h;
        p *= p;
        Vector256<float> mask = h / (h + p);
        return Vector256.ConditionalSelect(silent, Vector256.Create(0.5f), mask);
    }
}
