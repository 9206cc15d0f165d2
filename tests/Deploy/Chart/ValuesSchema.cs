using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace CryApi.Deploy.Tests.Chart;

/// <summary><c>values.schema.json</c>, which helm holds the values against.</summary>
internal static class ValuesSchema
{
    private static readonly Lazy<JsonSchema> s_schema = new(() => JsonSchema.FromText(File.ReadAllText(Path.Combine(Renderer.Folder, "values.schema.json"))));

    /// <summary>What is wrong with values, each as <c>/place: why</c>; empty where nothing is.</summary>
    public static IReadOnlyList<string> Errors(JsonNode values)
    {
        var results = s_schema.Value.Evaluate(JsonSerializer.SerializeToElement(values), new EvaluationOptions { OutputFormat = OutputFormat.Hierarchical });
        return [.. Errors(results).Distinct()];
    }

    // Of an alternative that holds the others don't matter, so nothing below what is valid is looked at.
    private static IEnumerable<string> Errors(EvaluationResults result)
    {
        if (result.IsValid)
            return [];
        var own = result.Errors?.Values.Select(error => $"{result.InstanceLocation}: {error}") ?? [];
        var below = result.Details?.SelectMany(Errors) ?? [];
        string[] all = [.. own, .. below];
        return all.Length > 0 ? all : [$"{result.InstanceLocation}: is not allowed"];
    }
}
