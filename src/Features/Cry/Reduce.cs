using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>Sums of float32 values in float64.</summary>
internal static class Reduce
{
    /// <summary>The arithmetic mean; at least one value.</summary>
    public static float Mean(ReadOnlySpan<float> values) => (float)(Sum(values) / values.Length);

    /// <summary>The sum.</summary>
    public static double Sum(ReadOnlySpan<float> values)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(values.Slice(i, 8)));
            sum += low + high;
        }
        double total = Vector256.Sum(sum);
        for (; i < values.Length; i++)
            total += values[i];
        return total;
    }
}
