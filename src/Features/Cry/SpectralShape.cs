using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>
/// Centroid, bandwidth, roll-off (Hz) and flatness (0…1) of magnitude spectra. With p = S/ΣS per frame: centroid = Σ f·p;
/// bandwidth = √(Σ p·(f − centroid)²); roll-off = the smallest f at which the cumulative sum of S reaches 0.85·ΣS;
/// flatness = geometric over arithmetic mean of max(1e-10, S²). A silent frame gives 0, 0, 0 and 1.
/// </summary>
internal static unsafe class SpectralShape
{
    private const float RollOffShare = 0.85f;
    private const float PowerFloor = 1e-10f;

    /// <summary>Measures eight frames.</summary>
    /// <param name="strip">Magnitudes [bin][8].</param>
    /// <param name="scalars">Receives the four values in their <see cref="ScalarRow"/>.</param>
    /// <param name="column">The first of the eight frames.</param>
    public static void Measure(float* strip, Plane scalars, int column)
    {
        (Vector256<float> total, Vector256<float> moment, Vector256<float> flatness) = Sums(strip);
        Vector256<float> audible = Vector256.GreaterThanOrEqual(total, Vector256.Create(CryFrames.Tiny));
        Vector256<float> divisor = Vector256.ConditionalSelect(audible, total, Vector256<float>.One);
        Vector256<float> centroid = moment / divisor;
        Vector256<float> limit = total * RollOffShare;

        Vector256<float> cumulative = Vector256<float>.Zero, below = Vector256<float>.Zero;
        Vector256<float> f = Vector256<float>.Zero, spread = Vector256<float>.Zero;
        for (int k = 0; k < CryFrames.Bins; k++)
        {
            Vector256<float> magnitude = Vector256.Load(strip + CryFrames.Lanes * k);
            cumulative += magnitude;
            below += Vector256.LessThan(cumulative, limit) & Vector256<float>.One;
            Vector256<float> distance = f - centroid;
            spread = Vector256.MultiplyAddEstimate(magnitude, distance * distance, spread);
            f += Vector256.Create(CryFrames.BinHz);
        }
        centroid.CopyTo(scalars.Row(ScalarRow.Centroid)[column..]);
        Vector256.Sqrt(spread / divisor).CopyTo(scalars.Row(ScalarRow.Bandwidth)[column..]);
        (below * CryFrames.BinHz).CopyTo(scalars.Row(ScalarRow.RollOff)[column..]);
        flatness.CopyTo(scalars.Row(ScalarRow.Flatness)[column..]);
    }

    // The total is summed in the order of the bins, as the cumulative sum is: the two must end on the same value.
    private static (Vector256<float> Total, Vector256<float> Moment, Vector256<float> Flatness) Sums(float* strip)
    {
        Vector256<float> total = Vector256<float>.Zero, moment = Vector256<float>.Zero, power = Vector256<float>.Zero;
        Vector256<float> f = Vector256<float>.Zero, partial = Vector256<float>.Zero;
        Vector256<double> logarithmsLow = Vector256<double>.Zero, logarithmsHigh = Vector256<double>.Zero;
        for (int k = 0; k < CryFrames.Bins; k++)
        {
            Vector256<float> magnitude = Vector256.Load(strip + CryFrames.Lanes * k);
            Vector256<float> floored = Vector256.Max(magnitude * magnitude, Vector256.Create(PowerFloor));
            total += magnitude;
            moment = Vector256.MultiplyAddEstimate(magnitude, f, moment);
            power += floored;
            partial += Vector256.Log(floored);
            f += Vector256.Create(CryFrames.BinHz);

            // In a quiet frame all logarithms are near −23: their sum needs more digits than float32 has.
            if (k % 8 == 7 || k == CryFrames.Bins - 1)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(partial);
                logarithmsLow += low;
                logarithmsHigh += high;
                partial = Vector256<float>.Zero;
            }
        }
        Vector256<float> logarithm = Vector256.Narrow(logarithmsLow / CryFrames.Bins, logarithmsHigh / CryFrames.Bins);
        return (total, moment, Vector256.Exp(logarithm) / (power / CryFrames.Bins));
    }
}
