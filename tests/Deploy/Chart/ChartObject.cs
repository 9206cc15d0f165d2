using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>One object of a rendering.</summary>
/// <param name="File">The template that it comes from.</param>
/// <param name="Yaml">Its text.</param>
internal sealed record ChartObject(string File, string Yaml)
{
    /// <summary>The object as JSON.</summary>
    public JsonNode Node { get; } = Parse(Yaml);

    public string Kind => (string)Node["kind"]!;

    public string Name => (string)Node["metadata"]!["name"]!;

    // The types of scalars as YAML has them: "1" is no number.
    private static JsonNode Parse(string yaml)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().WithDuplicateKeyChecking().Build().Deserialize<object>(yaml);
        return JsonSerializer.SerializeToNode(Plain(value))!;
    }

    private static object? Plain(object? value) => value switch
    {
        IDictionary<object, object> map => map.ToDictionary(entry => entry.Key.ToString()!, entry => Plain(entry.Value)),
        IEnumerable<object> list => list.Select(Plain).ToArray(),
        _ => value,
    };
}
