namespace CryApi.Load.Tests;

/// <summary>Latencies in seconds, by nearest rank: each is a value that was measured.</summary>
/// <param name="Count">Of how many.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">The 95th of a hundred.</param>
/// <param name="P99">The 99th of a hundred.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct Percentiles(int Count, double P50, double P95, double P99, double Max)
{
    public static Percentiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? default
            : new Percentiles(sorted.Length, Rank(sorted, 0.50), Rank(sorted, 0.95), Rank(sorted, 0.99), sorted[^1]);
    }

    /// <summary>In milliseconds: p50 / p95 / p99 / max; empty where there is nothing.</summary>
    public override string ToString() => Count == 0
        ? ""
        : FormattableString.Invariant($"{1000 * P50:F0} / {1000 * P95:F0} / {1000 * P99:F0} / {1000 * Max:F0} ms");

    private static double Rank(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
