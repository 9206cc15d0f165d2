namespace CryApi.Features.Tests.Cry;

/// <summary>Compares arrays by their largest difference, relative to the largest absolute value of the reference.</summary>
internal static class Deviation
{
    /// <summary>The relative deviation; that of an all-zero reference is absolute.</summary>
    public static double Of(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.True(actual.Length >= expected.Length);
        double largest = 0, worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            worst = Math.Max(worst, double.IsNaN(actual[i]) ? double.PositiveInfinity : Math.Abs(actual[i] - expected[i]));
        }
        return largest > 0 ? worst / largest : worst;
    }

    /// <summary>Fails, and says by how much, where the deviation is above the tolerance.</summary>
    public static void AssertWithin(double tolerance, string what, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        double deviation = Of(expected, actual);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {deviation:E1}");
        Assert.True(deviation <= tolerance, $"{what}: {deviation:E2} of the largest value, {tolerance:E0} allowed");
    }
}
