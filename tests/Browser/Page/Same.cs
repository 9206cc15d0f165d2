using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryApi.Browser.Tests.Page;

/// <summary>Whether two answers say the same.</summary>
internal static class Same
{
    // Times are told to a tenth of a millisecond; the browser multiplies and adds in another order.
    private const double Tolerance = 1.5e-4;

    /// <summary>Fails unless both have the same members, in the same order, with the same values.</summary>
    public static void Should(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        switch (expected)
        {
            case JsonObject members:
                var others = Assert.IsType<JsonObject>(actual);
                Assert.Equal(members.Select(member => member.Key), others.Select(member => member.Key));
                foreach (var (name, value) in members)
                    Should(value, others[name], $"{path}.{name}");
                break;
            case JsonArray items:
                var list = Assert.IsType<JsonArray>(actual);
                Assert.True(items.Count == list.Count, $"{path}: {items.Count} and {list.Count}");
                for (var i = 0; i < items.Count; i++)
                    Should(items[i], list[i], $"{path}[{i}]");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                Assert.True(Math.Abs((double)value - (double)actual!) <= Tolerance, $"{path}: {value} and {actual}");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path}: {expected?.ToJsonString()} and {actual?.ToJsonString()}");
                break;
        }
    }
}
