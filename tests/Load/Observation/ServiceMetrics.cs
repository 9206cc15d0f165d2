using System.Globalization;
using System.Text.RegularExpressions;

namespace CryApi.Load.Tests;

/// <summary>What the service says of itself at <c>/metrics</c> at one moment.</summary>
internal sealed partial class ServiceMetrics
{
    private readonly Dictionary<string, double> _values;

    private ServiceMetrics(string text) => _values = Line.Matches(text)
        .GroupBy(line => line.Groups[1].Value)
        .ToDictionary(series => series.Key, series => double.Parse(series.First().Groups[2].Value, CultureInfo.InvariantCulture));

    /// <summary>Asks.</summary>
    public static async Task<ServiceMetrics> OfAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        return new ServiceMetrics(await client.GetStringAsync("/metrics"));
    }

    /// <summary>Mean of a histogram in seconds between an earlier moment and this.</summary>
    /// <param name="before">The earlier moment.</param>
    /// <param name="name">Its name, without <c>_sum</c> and <c>_count</c>.</param>
    /// <param name="label">What stands among its labels.</param>
    /// <returns>NaN where nothing was measured.</returns>
    public double MeanSince(ServiceMetrics before, string name, string label = "") =>
        (Sum(name + "_sum", label) - before.Sum(name + "_sum", label)) / (Sum(name + "_count", label) - before.Sum(name + "_count", label));

    /// <summary>The sum of the series with this name and label.</summary>
    public double Sum(string name, string label = "") => _values
        .Where(series => Name(series.Key) == name && series.Key.Contains(label, StringComparison.Ordinal))
        .Sum(series => series.Value);

    private static string Name(string series) => series.Split('{')[0];

    [GeneratedRegex(@"^([a-z_:][a-z0-9_:]*(?:\{.*\})?) ([0-9.eE+-]+|NaN)", RegexOptions.Multiline)]
    private static partial Regex Line { get; }
}
