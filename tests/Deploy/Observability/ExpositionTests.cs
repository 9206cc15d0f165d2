using System.Text.RegularExpressions;

namespace CryApi.Deploy.Tests;

/// <summary>What stands at <c>/metrics</c>: well-formed, and all that is the service's own is in the handbook's table.</summary>
public sealed partial class ExpositionTests(MeasuredService service) : IClassFixture<MeasuredService>
{
    // Of the exporter and of histograms.
    private static readonly string[] s_commonLabels = ["otel_scope_name", "le"];

    [Fact]
    public async Task Promtool_finds_nothing_to_complain_of()
    {
        Tool.SkipUnlessPresent("promtool");
        var (code, said) = await Tool.RunAsync("promtool", ["check", "metrics"], await service.MetricsAsync());
        Assert.True(code == 0 && said.Length == 0, said);
    }

    [Fact]
    public async Task Every_metric_of_the_service_is_in_the_table_and_the_other_way_round()
    {
        var told = Told(await service.MetricsAsync());
        var documented = Documented();
        Assert.NotEmpty(documented);
        Assert.Empty(told.Keys.Except(documented.Keys));
        Assert.All(documented.Keys.Except(told.Keys), metric => Assert.True(OccasionalMetrics.Contain(metric, service), $"There is no {metric}."));
        Assert.All(told, metric => Assert.Equal($"{metric.Key} {documented[metric.Key]}", $"{metric.Key} {metric.Value}"));
    }

    [Fact]
    public async Task Requests_have_the_buckets_of_the_conventions()
    {
        var buckets = Bucket.Matches(await service.MetricsAsync()).Select(match => match.Groups[1].Value).Distinct();
        Assert.Equal(["0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5", "7.5", "10", "+Inf"], buckets);
    }

    /// <summary>Prometheus' name → type and labels, as served.</summary>
    private static Dictionary<string, string> Told(string metrics)
    {
        var types = Type.Matches(metrics).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return types.ToDictionary(type => type.Key, type =>
        {
            var name = type.Value == "histogram" ? type.Key + "_count" : type.Key;
            var labels = metrics.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))
                .SelectMany(line => Label.Matches(line[..line.LastIndexOf('}')]).Select(match => match.Groups[1].Value))
                .Distinct().Except(s_commonLabels).Order(StringComparer.Ordinal);
            return $"{type.Value}: {string.Join(", ", labels)}";
        });
    }

    /// <summary>The same from the table: <c>| `dotted.name` | `name` | type | unit | `label`, `label` | meaning |</c>.</summary>
    private static Dictionary<string, string> Documented() => Row.Matches(File.ReadAllText(ObservabilityFiles.Operations)).ToDictionary(
        row => row.Groups["name"].Value,
        row => $"{row.Groups["type"].Value}: {string.Join(", ", Quoted.Matches(row.Groups["labels"].Value).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal))}");

    [GeneratedRegex(@"^# TYPE (cryapi_\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Type { get; }

    [GeneratedRegex("""[{,](\w+)=""")]
    private static partial Regex Label { get; }

    [GeneratedRegex("""^http_server_request_duration_seconds_bucket\{.*le="([^"]+)"\}""", RegexOptions.Multiline)]
    private static partial Regex Bucket { get; }

    [GeneratedRegex(@"^\| `cryapi\.[\w.]+` \| `(?<name>cryapi_\w+)` \| (?<type>\w+) \|[^|]*\|(?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }
}
