using System.Text.Json.Nodes;
using static System.FormattableString;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>What the chart's autoscaling makes of a day, as <c>docs/scaling.md</c> tells it.</summary>
public sealed class AutoscalingTests(ITestOutputHelper output)
{
    // Seconds of a processor for an M4A of 7 s to /analyze, and the requests of a replica of one; see docs/operations.md, Sizing.
    private const double Cost = 0.034;
    private const double Cores = 1;

    private const double MostShed = 0.001;

    [Theory]
    [InlineData(1e6, 2, 10)]
    [InlineData(3e7, 6, 200)]
    [InlineData(1e9, 150, 6_000)]
    public void A_day_is_served_and_the_night_is_not_paid_for(double perDay, int fewest, int most)
    {
        var day = ScalingDay.Run(Values($"autoscaling: {{ enabled: true, minReplicas: {fewest}, maxReplicas: {most} }}"), perDay, Cost, Cores);
        var peak = Enumerable.Range(0, ScalingDay.Seconds).Max(second => ScalingDay.Rate(second, perDay / ScalingDay.Seconds));
        var fixedHours = 24 * Math.Ceiling(peak * Cost / 0.7 / Cores) * Cores;
        var row = Invariant($"| {perDay:N0} | {perDay / ScalingDay.Seconds:N0} | {peak:N0} | {fewest} to {most:N0} | {day.Most:N0} | {100 * day.Shed:F3} % | {day.CoreHours:N0} | {fixedHours:N0} |");
        output.WriteLine(row);
        Assert.InRange(day.Shed, 0, MostShed);
        Assert.InRange(day.Most, fewest, most - 1);
        Assert.InRange(day.CoreHours, perDay * Cost / 3_600, fixedHours + 0.1);
        Assert.Contains(row, File.ReadAllText(Path.Combine(Repository.Root, "docs", "scaling.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_every_two_minutes_is_too_slow_for_a_burst()
    {
        const string Range = "enabled: true, minReplicas: 6, maxReplicas: 200";
        var ours = ScalingDay.Run(Values($"autoscaling: {{ {Range} }}"), 3e7, Cost, Cores);
        var slow = ScalingDay.Run(Values($"autoscaling: {{ {Range}, behavior: {{ scaleUp: {{ policies: [{{ type: Pods, value: 1, periodSeconds: 120 }}] }} }} }}"), 3e7, Cost, Cores);
        Assert.True(slow.Shed > 2 * ours.Shed, Invariant($"{slow} {ours}"));
    }

    private static JsonNode Values(string values)
    {
        var all = Renderer.Values(values);
        Assert.Empty(ValuesSchema.Errors(all));
        return all["autoscaling"]!;
    }
}
