using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>The dashboard as Grafana imports it: any data source, and panels that neither share an id nor lie on each other.</summary>
public sealed class DashboardTests
{
    [Fact]
    public void Every_query_goes_to_the_chosen_data_source()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(ObservabilityFiles.Dashboard));
        var panels = Panels(dashboard).Where(panel => panel.GetProperty("type").GetString() != "row").ToArray();
        Assert.NotEmpty(panels);
        Assert.All(panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()), target =>
            Assert.Equal("${datasource}", target.GetProperty("datasource").GetProperty("uid").GetString()));
        Assert.Contains(dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray(), variable =>
            variable.GetProperty("name").GetString() == "datasource" && variable.GetProperty("type").GetString() == "datasource");
    }

    [Fact]
    public void Panels_have_their_own_id_and_place()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(ObservabilityFiles.Dashboard));
        var panels = Panels(dashboard).ToArray();
        Assert.Distinct(panels.Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(panels.SelectMany(Cells));
    }

    private static JsonElement.ArrayEnumerator Panels(JsonDocument dashboard) => dashboard.RootElement.GetProperty("panels").EnumerateArray();

    private static IEnumerable<(int X, int Y)> Cells(JsonElement panel)
    {
        var place = panel.GetProperty("gridPos");
        var (x, y) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32());
        var (width, height) = (place.GetProperty("w").GetInt32(), place.GetProperty("h").GetInt32());
        Assert.InRange(x + width, 1, 24);
        return Enumerable.Range(y, height).SelectMany(row => Enumerable.Range(x, width).Select(column => (column, row)));
    }
}
