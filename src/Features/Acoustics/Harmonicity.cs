using System.Numerics.Tensors;

namespace CryApi.Features.Acoustics;

/// <summary>
/// How periodic each frame is, like Praat's "To Harmonicity (cc)" with a minimum pitch of 150 Hz, a silence threshold of 0.1 and one
/// period per window: the highest maximum r of the cross-correlation of 6.5 ms with what comes up to 6.4 ms later, normalised by the power
/// of both.
/// </summary>
internal static class Harmonicity
{
    private const double SilenceThreshold = 0.1;
    private const int Half = AcousticFrames.LongestPeriod / 2 - 1;
    private const int Window = 2 * Half;
    private const int LongestLag = Window - 1;

    // What follows is silent if its power is less than this of that of the frame; sums in float64 tell no less apart.
    private const float Silence = 1e-12f;

    // The correlation goes on beyond the longest lag, for interpolation.
    private const int Lags = LongestLag + LagPeak.Reach;

    // Lag 0 stands at this index, with as much of the other side before it.
    private const int Zero = LagPeak.Reach;

    /// <summary>Fills <see cref="AcousticWorkspace.Periodicity"/> and <see cref="AcousticWorkspace.Sounding"/>.</summary>
    public static void Measure(AcousticWorkspace work)
    {
        for (int t = 0; t < work.Frames; t++)
        {
            work.Periodicity[t] = 0;
            work.Sounding[t] = false;
            int centre = AcousticFrames.Centre(t), start = centre - (AcousticFrames.LongestPeriod + Window) / 2;
            if (work.Peak == 0 || start < 0 || start + Window + LongestLag > work.Length)
                continue;
            Span<float> frame = work.Window.AsSpan(0, Window + Lags);
            work.Cut(centre, start, frame);
            float loudness = work.Loudness(frame.Slice(centre - Half - start, Window));
            float r = loudness > 0 && Correlate(work.Window, work.Correlation) ? Highest(work.Correlation) : 0;
            work.Periodicity[t] = r;
            work.Sounding[t] = r > Math.Max(0, 2 - loudness / SilenceThreshold);
        }
    }

    // r[i] = Σ x[n]·x[n+i] / √(Σ x[n]²·Σ x[n+i]²), n = 0…103.
    private static bool Correlate(ReadOnlySpan<float> frame, Span<float> correlation)
    {
        ReadOnlySpan<float> x = frame[..Window];
        Span<float> powers = stackalloc float[Lags];
        double power = TensorPrimitives.SumOfSquares(x);
        powers[0] = (float)power;
        if (!(power > 0))
            return false;
        for (int lag = 1; lag < powers.Length; lag++)
        {
            double gone = frame[lag - 1], come = frame[lag + Window - 1];
            power += come * come - gone * gone;
            powers[lag] = (float)power;
        }

        Span<float> r = correlation.Slice(Zero, Lags);
        LaggedProducts.Of(x, frame, r);
        TensorPrimitives.Multiply(powers, powers[0], powers);
        TensorPrimitives.Max(powers, Math.Max(float.Epsilon, Silence * powers[0]), powers);
        TensorPrimitives.Sqrt(powers, powers);
        TensorPrimitives.Divide(r, powers, r);
        TensorPrimitives.Clamp(r, -1, 1, r);
        for (int lag = 1; lag <= Zero; lag++)
            correlation[Zero - lag] = r[lag];
        return true;
    }

    private static float Highest(ReadOnlySpan<float> correlation)
    {
        ReadOnlySpan<float> r = correlation[Zero..];
        double highest = 0;
        for (int lag = 2; lag <= LongestLag; lag++)
        {
            if (!(r[lag] > 0 && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1]))
                continue;
            LagPeak.Refine(correlation, Zero + lag, out double height);
            highest = Math.Max(highest, height > 1 ? 1 / height : height);
        }
        return (float)highest;
    }
}
