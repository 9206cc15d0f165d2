using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CryApi.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Says which members are always there, and lists the values of those that have few.</summary>
internal sealed class AnswerSchemaFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } concrete)
            return;

        // Members are added: no validator may refuse one that this document doesn't know yet.
        concrete.AdditionalPropertiesAllowed = true;

        // Records have a member for every parameter; only those that are left out when null may be missing.
        foreach (var property in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!properties.ContainsKey(name))
                continue;
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                (concrete.Required ??= new SortedSet<string>(StringComparer.Ordinal)).Add(name);
            else if (properties[name] is OpenApiSchema optional)
                optional.Type &= ~JsonSchemaType.Null;
        }

        foreach (var property in properties.Values.OfType<OpenApiSchema>())
            Tidy(property);
        if (context.Type == typeof(Problem) && properties["code"] is OpenApiSchema code)
            code.Enum = [.. ProblemKinds.All.Select(kind => (JsonNode)JsonValue.Create(kind.Code))];
        if (context.Type == typeof(HealthResponse) && properties["status"] is OpenApiSchema live)
            live.Enum = ["live"];
        if (context.Type == typeof(ReadyResponse) && properties["status"] is OpenApiSchema ready)
            ready.Enum = ["ready"];
        if (context.Type == typeof(Classification) && properties["cryType"] is OpenApiSchema { Type: { } type } cryType)
            cryType.Type = type | JsonSchemaType.Null;
    }

    private static void Tidy(OpenApiSchema property)
    {
        property.Description = property.Description?.Replace("CryApi.Pipeline.", "", StringComparison.Ordinal);

        // In OpenAPI 3.0 nullable counts beside a type only, and all of allOf must hold: beside a reference null needs a branch of its own.
        if (property.AllOf is { Count: > 0 } references && property.Type == JsonSchemaType.Null)
            (property.AnyOf, property.AllOf, property.Type) = ([.. references, Null()], null, null);
    }

    private static OpenApiSchema Null() => new()
    {
        Type = JsonSchemaType.Object | JsonSchemaType.Null,
        Enum = [JsonNullSentinel.JsonNull],
    };
}
