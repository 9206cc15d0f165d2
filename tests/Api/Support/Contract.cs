using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.OpenApi;

namespace CryApi.Api.Tests;

/// <summary>
/// The schemas of the OpenAPI document as JSON Schema, for a validator that knows nothing of OpenAPI. By OpenAPI 3.0.4 <c>nullable</c> adds null
/// to the <c>type</c> that stands beside it and does nothing else. Members that the document doesn't know are refused here.
/// </summary>
internal sealed class Contract
{
    private readonly JsonObject _schemas;

    private Contract(JsonObject schemas) => _schemas = schemas;

    /// <summary>Reads the schemas of a document.</summary>
    public static async Task<Contract> OfAsync(OpenApiDocument document, CancellationToken stop)
    {
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, stop);
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject();
        Translate(schemas);
        return new Contract(schemas);
    }

    /// <summary>What is wrong with an answer; empty where nothing is.</summary>
    /// <param name="schema">Name of its schema.</param>
    /// <param name="answer">The answer's JSON.</param>
    public string Complaints(string schema, JsonNode answer)
    {
        var root = new JsonObject { ["$ref"] = $"#/$defs/{schema}", ["$defs"] = _schemas.DeepClone() };
        var results = JsonSchema.FromText(root.ToJsonString()).Evaluate(
            JsonSerializer.SerializeToElement(answer), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : string.Join('\n', (results.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}")).DefaultIfEmpty("invalid"));
    }

    private static void Translate(JsonNode? node)
    {
        foreach (var child in node is JsonObject parent ? [.. parent.Select(p => p.Value)] : node is JsonArray list ? list.ToArray() : [])
            Translate(child);
        if (node is not JsonObject schema)
            return;

        if (schema["$ref"] is JsonValue reference)
            schema["$ref"] = reference.GetValue<string>().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        if (schema["nullable"] is JsonValue nullable && nullable.GetValue<bool>() && schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        schema.Remove("nullable");
        if (schema["properties"] is JsonObject && schema["type"] is JsonValue && !schema.ContainsKey("additionalProperties"))
            schema["additionalProperties"] = false;
    }
}
