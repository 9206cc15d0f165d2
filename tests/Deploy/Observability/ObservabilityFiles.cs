using System.Text.Json;

namespace CryApi.Deploy.Tests;

/// <summary>What ships for Prometheus and Grafana.</summary>
internal static class ObservabilityFiles
{
    public static string Rules => In("prometheus-rules.yaml");

    public static string RuleTests => In("prometheus-rules.test.yaml");

    public static string Dashboard => In("grafana-dashboard.json");

    public static string Operations => Path.Combine(Repository.Root, "docs", "operations.md");

    /// <summary>Every expression of the dashboard, variables replaced: of panels, annotations and variables.</summary>
    public static IReadOnlyList<string> DashboardExpressions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return [.. Strings(dashboard.RootElement, "expr").Select(Resolve)];
    }

    /// <summary>What the dashboard's variables are filled with: <c>label_values(selector, label)</c>.</summary>
    public static IReadOnlyList<string> DashboardVariables()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Dashboard));
        return [.. Strings(dashboard.RootElement, "definition").Select(Resolve)];
    }

    private static string Resolve(string expression) => expression
        .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
        .Replace("$job", ".*", StringComparison.Ordinal)
        .Replace("$instance", ".*", StringComparison.Ordinal);

    private static IEnumerable<string> Strings(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == name && member.Value.ValueKind == JsonValueKind.String
            ? [member.Value.GetString()!]
            : Strings(member.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name)),
        _ => [],
    };

    private static string In(string file) => Path.Combine(Repository.Root, "deploy", "observability", file);
}
