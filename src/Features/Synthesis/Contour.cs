namespace CryApi.Features;

/// <summary>A smooth curve through points: half a cosine between neighbours, constant beyond the ends.</summary>
/// <param name="points">(position, value), positions ascending; at least one.</param>
internal sealed class Contour(params (double At, double Value)[] points)
{
    /// <summary>The value at a position.</summary>
    public double At(double position)
    {
        if (position <= points[0].At)
            return points[0].Value;
        int next = 1;
        while (next < points.Length && points[next].At < position)
            next++;
        if (next == points.Length)
            return points[^1].Value;
        (double from, double start) = points[next - 1];
        (double to, double end) = points[next];
        double share = 0.5 - (0.5 * Math.Cos(Math.PI * (position - from) / (to - from)));
        return start + ((end - start) * share);
    }
}
