using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CryApi.Api.Tests;

/// <summary>The chart's schema knows every option of the service, and no other.</summary>
public sealed partial class ChartOptionsTests
{
    // What the chart sets itself: where it mounts things.
    private static readonly string[] s_ofTheChart = ["Models.Path", "ApiKeys.Keys", "ApiKeys.File"];

    private static readonly string s_chart = Path.Combine(Repository.Root, "deploy", "helm", "cryapi");

    private static readonly JsonNode s_schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(s_chart, "values.schema.json")))!["properties"]!["options"]!["properties"]!;

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

    [Fact]
    public void The_defaults_that_the_chart_compares_with_are_the_service_s()
    {
        var pairs = Pair.Matches(File.ReadAllText(Path.Combine(s_chart, "templates", "_checkOptions.tpl")));
        Assert.Equal(3, pairs.Count);
        foreach (Match pair in pairs)
        {
            var section = Sections.Single(type => Name(type) == pair.Groups["section"].Value);
            var options = Activator.CreateInstance(section);
            for (var i = 0; i < 2; i++)
            {
                var property = section.GetProperty(pair.Groups["name"].Captures[i].Value)!;
                var expected = Convert.ToDouble(property.GetValue(options), CultureInfo.InvariantCulture);
                Assert.Equal((property.Name, expected), (property.Name, double.Parse(pair.Groups["value"].Captures[i].Value, CultureInfo.InvariantCulture)));
            }
        }
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.0/8, 192.168.1.7,fd00::/8", true)]
    [InlineData("::1,2001:db8:0:1:2:3:4:5/128,fe80::1:2", true)]
    [InlineData("255.255.255.255/32", true)]
    [InlineData("10.0.0.256", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0", false)]
    [InlineData("10/8", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("10.0.0.0/0", false)]
    [InlineData("::/0", false)]
    [InlineData("fd00::/129", false)]
    [InlineData("fd00:::1", false)]
    [InlineData("10.0.0.0/8;10.1.0.0/16", false)]
    public void What_the_schema_takes_for_a_network_the_service_does_too(string text, bool isAllowed)
    {
        var pattern = (string)s_schema["Gateway"]!["properties"]!["TrustedNetworks"]!["pattern"]!;
        Assert.Equal(isAllowed, Regex.IsMatch(text, pattern, RegexOptions.ECMAScript));
        Assert.Equal(isAllowed, new GatewayOptionsValidator().Validate(new GatewayOptions { TrustedNetworks = text }).IsValid);
    }

    [Theory]
    [InlineData("https://a.example", true)]
    [InlineData("https://a.example:8443", true)]
    [InlineData("http://[::1]:3000", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://192.168.1.7", true)]
    [InlineData("https://a.example:443", false)]
    [InlineData("http://a.example:80", false)]
    [InlineData("https://A.example", false)]
    [InlineData("https://a.example/", false)]
    [InlineData("https://a b", false)]
    [InlineData("ftp://a.example", false)]
    public void What_the_schema_takes_for_an_origin_the_service_does_too(string text, bool isAllowed)
    {
        var item = s_schema["Cors"]!["properties"]!["Origins"]!["items"]!;
        Assert.Equal(isAllowed, Regex.IsMatch(text, (string)item["pattern"]!) && !Regex.IsMatch(text, (string)item["not"]!["pattern"]!));
        Assert.Equal(isAllowed, new CorsOptionsValidator().Validate(new CorsOptions { Origins = [text] }).IsValid);
    }

    // (list "Limits" "MinDurationSeconds" 0.1 "MaxDurationSeconds" 600 false)
    [GeneratedRegex("""\(list "(?<section>\w+)"(?: "(?<name>\w+)" (?<value>[\d.]+)){2} (?:true|false)\)""")]
    private static partial Regex Pair { get; }

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
