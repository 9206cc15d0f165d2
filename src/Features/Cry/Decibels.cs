using System.Runtime.Intrinsics;

namespace CryApi.Features.Cry;

/// <summary>Levels in dB: 10·log10(max(1e-10, x)), then no lower than 80 dB under the largest level of the whole array.</summary>
internal static class Decibels
{
    private const float Range = 80;
    private const float Floor = 1e-10f;

    // 10/ln 10
    private const float PerNeper = 4.3429448190325175f;

    /// <summary>Replaces values by levels and returns the largest level; the 80 dB floor is not yet applied.</summary>
    /// <param name="plane">Powers (or magnitudes), at least 0; of each row the first <paramref name="columns"/> are used.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns, a multiple of 8.</param>
    public static float FromPower(Plane plane, int rows, int columns)
    {
        Vector256<float> top = Vector256.Create(float.NegativeInfinity);
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = plane.Row(row)[..columns];
            for (int i = 0; i < columns; i += 8)
            {
                Vector256<float> clipped = Vector256.Max(Vector256.Create<float>(values.Slice(i, 8)), Vector256.Create(Floor));
                Vector256<float> level = Vector256.Log(clipped) * PerNeper;
                top = Vector256.Max(top, level);
                level.CopyTo(values.Slice(i, 8));
            }
        }
        float largest = top.GetElement(0);
        for (int i = 1; i < 8; i++)
            largest = Math.Max(largest, top.GetElement(i));
        return largest;
    }

    /// <summary>Raises every level to at least <paramref name="largest"/> − 80.</summary>
    public static void Clip(Plane levels, int rows, int columns, float largest)
    {
        Vector256<float> floor = Vector256.Create(largest - Range);
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = levels.Row(row)[..columns];
            for (int i = 0; i < columns; i += 8)
                Vector256.Max(Vector256.Create<float>(values.Slice(i, 8)), floor).CopyTo(values.Slice(i, 8));
        }
    }
}
