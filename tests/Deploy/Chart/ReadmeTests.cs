namespace CryApi.Deploy.Tests.Chart;

/// <summary>What is written about the chart is so.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- values -->\n";
    private const string End = "<!-- end of values -->\n";

    private static readonly string s_readme = Path.Combine(Renderer.Folder, "README.md");

    /// <summary>With <c>CRYAPI_WRITE</c> set the table is written anew.</summary>
    [Fact]
    public void The_table_of_values_is_that_of_the_file()
    {
        var text = File.ReadAllText(s_readme);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var table = ValuesTable.Of(File.ReadAllText(Path.Combine(Renderer.Folder, "values.yaml")));
        if (Environment.GetEnvironmentVariable("CRYAPI_WRITE") is not null)
            File.WriteAllText(s_readme, text[..begin] + table + text[end..]);
        Assert.Equal(table, File.ReadAllText(s_readme)[begin..(begin + table.Length)]);
    }

    [Fact]
    public void Every_value_has_its_line()
    {
        var table = ValuesTable.Of(File.ReadAllText(Path.Combine(Renderer.Folder, "values.yaml")));
        foreach (var (name, value) in Renderer.Values().AsObject())
            Assert.True(table.Contains($"| `{name}`", StringComparison.Ordinal) || table.Contains($"| `{name}.", StringComparison.Ordinal), $"{name}: {value}");
    }

    [Fact]
    public void The_head_of_the_chart_is_as_helm_wants_it()
    {
        var head = new ChartObject("Chart.yaml", File.ReadAllText(Path.Combine(Renderer.Folder, "Chart.yaml")) + "\nkind: Chart\nmetadata: { name: chart }\n").Node;
        Assert.Equal(("v2", "cryapi", "application"), ((string)head["apiVersion"]!, (string)head["name"]!, (string)head["type"]!));
        Assert.Equal(Path.GetFileName(Renderer.Folder), (string)head["name"]!);
        foreach (var version in new[] { "version", "appVersion" })
            Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", (string)head[version]!);
    }
}
