using System.Reflection;
using System.Text.Json.Nodes;

namespace CryApi.Api.Tests;

/// <summary>The chart's schema knows every option of the service, and no other.</summary>
public sealed class ChartOptionsTests
{
    // What the chart sets itself: where it mounts things.
    private static readonly string[] s_ofTheChart = ["Models.Path", "ApiKeys.Keys", "ApiKeys.File"];

    private static readonly JsonNode s_schema = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "deploy", "helm", "cryapi", "values.schema.json")))!["properties"]!["options"]!["properties"]!;

    private static IEnumerable<Type> Sections => typeof(LimitsOptions).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null);

    [Fact]
    public void Every_option_is_in_the_schema_and_no_other()
    {
        var options = Sections.SelectMany(section => Properties(section).Select(property => $"{Name(section)}.{property.Name}"));
        var allowed = s_schema.AsObject().SelectMany(section => section.Value!["properties"]!.AsObject().Select(option => $"{section.Key}.{option.Key}"));
        Assert.Equal(options.Except(s_ofTheChart).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_are_the_same()
    {
        foreach (var section in Sections)
        {
            foreach (var property in Properties(section).Where(property => !s_ofTheChart.Contains($"{Name(section)}.{property.Name}")))
            {
                var option = s_schema[Name(section)]!["properties"]![property.Name]!;
                var type = (string)(option["type"] ?? option["anyOf"]!.AsArray().Select(either => either!["type"]).First(either => either is not null))!;
                Assert.Equal((property.Name, Expected(property.PropertyType)), (property.Name, type));
            }
        }
    }

    private static PropertyInfo[] Properties(Type section) => section.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Name(Type section) => (string)section.GetField("Section")!.GetValue(null)!;

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when type == typeof(double) => "number",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(string) => "string",
        _ => "array",
    };
}
