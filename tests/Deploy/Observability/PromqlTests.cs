namespace CryApi.Deploy.Tests;

/// <summary>The parser that the tests of names stand on misses none.</summary>
public sealed class PromqlTests
{
    [Fact]
    public void Names_are_found_wherever_they_stand()
    {
        var parsed = Promql.Parse("""
            histogram_quantile(0.95, sum by (le, stage) (rate(a_bucket{job=~"x|y", le="2.5"}[5m] offset 1h))) # c_total
              / on (instance) group_left (version) (max without (pod) (b{}) > bool 1e3) or job:d:rate5m unless sum(e) by (zone)
            """);

        Assert.Equal(["a_bucket", "b", "job:d:rate5m", "e"], parsed.Selectors.Select(selector => selector.Metric));
        Assert.Equal([new PromqlMatcher("job", "=~", "x|y"), new PromqlMatcher("le", "=", "2.5")], parsed.Selectors[0].Matchers);
        Assert.Equal(["le", "stage", "instance", "version", "pod", "zone"], parsed.Groupings);
    }
}
