namespace CryApi.Features.Acoustics;

/// <summary>Quantiles with interpolation between neighbours, as Praat takes them.</summary>
internal static class Quantile
{
    /// <summary>The quantile of sorted values; the k-th of n stands at (k − ½)/n.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="share">0…1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        double place = Math.Clamp(share * sorted.Length - 0.5, 0, sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
