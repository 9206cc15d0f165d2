namespace CryApi.Deploy.Tests;

/// <summary>The rules as Prometheus' own tool sees them.</summary>
public sealed class RuleTests
{
    [Fact]
    public async Task Promtool_accepts_the_rules()
    {
        Tool.SkipUnlessPresent("promtool");
        var (code, said) = await Tool.RunAsync("promtool", ["check", "rules", ObservabilityFiles.Rules]);
        Assert.True(code == 0, said);
        Assert.DoesNotContain("0 rules found", said);
    }

    [Fact]
    public async Task Every_alert_fires_where_it_must_and_nowhere_else()
    {
        Tool.SkipUnlessPresent("promtool");
        var (code, said) = await Tool.RunAsync("promtool", ["test", "rules", ObservabilityFiles.RuleTests]);
        Assert.True(code == 0, said);
    }
}
