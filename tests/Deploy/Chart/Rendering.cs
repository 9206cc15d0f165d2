using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>What a chart was rendered to.</summary>
/// <param name="Objects">Every object.</param>
/// <param name="Notes">What helm says after an installation.</param>
internal sealed record Rendering(IReadOnlyList<ChartObject> Objects, string Notes)
{
    private const string NotesFile = "templates/NOTES.txt";

    public static Rendering Of(JsonObject rendered)
    {
        var texts = rendered.ToDictionary(text => text.Key, text => (string)text.Value!);
        var objects = texts
            .Where(text => text.Key != NotesFile && text.Value.Trim().Length > 0)
            .SelectMany(text => text.Value.Split("\n---").Select(part => new ChartObject(text.Key, part)));
        return new([.. objects], texts[NotesFile]);
    }

    /// <summary>The only object of a kind.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name, where there may be several.</param>
    public JsonNode The(string kind, string? name = null) => Assert.Single(All(kind), found => name is null || found.Name == name).Node;

    /// <summary>The only one, or null.</summary>
    public JsonNode? TheOrNone(string kind) => All(kind).SingleOrDefault()?.Node;

    public IEnumerable<ChartObject> All(string kind) => Objects.Where(found => found.Kind == kind);

    /// <summary>The pod of the Deployment.</summary>
    public JsonNode Pod => The("Deployment")["spec"]!["template"]!;

    /// <summary>The container of the service.</summary>
    public JsonNode Container => Assert.Single(Pod["spec"]!["containers"]!.AsArray())!;

    /// <summary>Environment of the service that is no secret.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        The("ConfigMap", (string)The("Deployment")["metadata"]!["name"]!)["data"]!.AsObject().ToDictionary(entry => entry.Key, entry => (string)entry.Value!);
}
