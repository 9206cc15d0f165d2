using System.Text.RegularExpressions;

namespace CryApi.Deploy.Tests;

/// <summary>Rules and dashboard against what a real Prometheus has scraped from the real service: neither can drift.</summary>
public sealed partial class LiveNameTests(MeasuredService service) : IClassFixture<MeasuredService>
{
    // All their values are told from the start, so those that are asked for by name must be there.
    private static readonly string[] s_complete = ["stage", "reason", "http_route"];

    // Recorded from all others of its kind, over the longest window.
    private const string Recorded = "job:cryapi_slow:ratio_rate6h and job:cryapi_queue_wait_seconds:p95_5m and job:cryapi_failures:ratio_rate5m";

    [Fact]
    public async Task Every_name_is_scraped_and_every_expression_accepted()
    {
        Tool.SkipUnlessPresent("prometheus");
        await using var prometheus = await LivePrometheus.StartAsync(service.Address);
        await prometheus.WaitForAsync(Recorded);
        var rules = await prometheus.RulesAsync();
        Assert.All(rules, rule => Assert.Equal("ok", rule.Health));

        string[] expressions = [.. rules.Select(rule => rule.Expression), .. ObservabilityFiles.DashboardExpressions()];
        var variables = ObservabilityFiles.DashboardVariables().Select(variable => LabelValues.Match(variable)).ToArray();
        Assert.All(variables, variable => Assert.True(variable.Success));
        Assert.True(expressions.Length > 50, "The files have lost their expressions.");

        var wrong = new List<string>();
        foreach (var expression in expressions)
            await CheckAsync(prometheus, expression, Promql.Parse(expression), wrong);
        foreach (var variable in variables)
        {
            var parsed = Promql.Parse(variable.Groups["selector"].Value);
            await CheckAsync(prometheus, parsed.Selectors.Single().Metric, parsed with { Groupings = [variable.Groups["label"].Value] }, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    [Fact]
    public async Task Every_alert_has_a_severity_and_a_place_in_the_handbook()
    {
        Tool.SkipUnlessPresent("prometheus");
        await using var prometheus = await LivePrometheus.StartAsync(service.Address);
        var headings = File.ReadLines(ObservabilityFiles.Operations).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim()).ToHashSet();
        var alerts = (await prometheus.RulesAsync()).Where(rule => rule.IsAlert).ToArray();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.Contains(alert.Severity, (string[])["critical", "warning"]);
            Assert.Equal("docs/operations.md#" + alert.Name.ToLowerInvariant(), alert.Runbook);
            Assert.Contains(alert.Name, headings);
        });
    }

    private async Task CheckAsync(LivePrometheus prometheus, string expression, Promql parsed, List<string> wrong)
    {
        if ((await prometheus.QueryAsync(expression)).Error is { } error)
            wrong.Add($"{expression}: {error}");
        var selectors = parsed.Selectors.Where(selector => !OccasionalMetrics.Contain(selector.Metric, service)).ToArray();
        foreach (var selector in selectors)
        {
            // Whether the label is there; of a bucket, whether that very bucket is.
            var labels = selector.Matchers.Select(matcher => matcher is { Label: "le", Operator: "=" } ? $"le=\"{matcher.Value}\"" : $"{matcher.Label}!=\"\"");
            if (await CountAsync(prometheus, selector.Metric, labels) == 0)
                wrong.Add($"{expression}: no {selector.Metric} with {string.Join(", ", selector.Matchers.Select(matcher => matcher.Label))}");
            foreach (var matcher in selector.Matchers.Where(matcher => s_complete.Contains(matcher.Label) && (matcher.Operator is "=" or "=~")))
            {
                foreach (var value in matcher.Value.Split('|'))
                {
                    if (await CountAsync(prometheus, selector.Metric, [$"{matcher.Label}=\"{value}\""]) == 0)
                        wrong.Add($"{expression}: no {selector.Metric} with {matcher.Label} {value}");
                }
            }
        }

        foreach (var grouping in parsed.Groupings)
        {
            var found = selectors.Length == 0;
            foreach (var selector in selectors)
                found |= await CountAsync(prometheus, selector.Metric, [$"{grouping}!=\"\""]) > 0;
            if (!found)
                wrong.Add($"{expression}: nothing has the label {grouping}");
        }
    }

    private static async Task<int> CountAsync(LivePrometheus prometheus, string metric, IEnumerable<string> matchers) =>
        (await prometheus.QueryAsync($"{metric}{{{string.Join(", ", matchers)}}}")).Series;

    [GeneratedRegex(@"^label_values\((?<selector>.+),\s*(?<label>\w+)\)$")]
    private static partial Regex LabelValues { get; }
}
