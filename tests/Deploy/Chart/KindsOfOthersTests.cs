using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>Routes, monitors, rules and scalers fit the schemas that their projects publish, as packages of npm carry them.</summary>
public sealed class KindsOfOthersTests
{
    private static readonly string[] s_groups = ["gateway.networking.k8s.io/", "monitoring.coreos.com/", "keda.sh/"];

    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Deploy", "Chart", "kinds");

    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task They_fit(string variant) => Assert.Equal("", await CheckAsync(OfOthers(variant)));

    [Theory]
    [InlineData("HTTPRoute", "spec/parentRefs", "public")]
    [InlineData("HTTPRoute", "spec/hostnames", "5")]
    [InlineData("ServiceMonitor", "spec/endpoints", "{}")]
    [InlineData("PrometheusRule", "spec/groups", "[{\"rules\":[]}]")]
    [InlineData("ScaledObject", "spec/triggers", "\"none\"")]
    public async Task What_does_not_is_noticed(string kind, string place, string instead)
    {
        var wrong = OfOthers("everything-values.yaml").Concat(OfOthers("gateway-api-values.yaml")).First(found => (string)found["kind"]! == kind);
        var names = place.Split('/');
        wrong[names[0]]![names[1]] = instead == "public" ? "public" : JsonNode.Parse(instead);
        Assert.Contains($"/{kind}: ", await CheckAsync([wrong]), StringComparison.Ordinal);
    }

    private static JsonNode[] OfOthers(string variant) =>
    [
        .. Renderer.Render(Renderer.Variant(variant)).Objects
            .Select(found => found.Node)
            .Where(node => s_groups.Any(group => ((string)node["apiVersion"]!).StartsWith(group, StringComparison.Ordinal))),
    ];

    private static async Task<string> CheckAsync(IEnumerable<JsonNode> objects)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(s_folder, "node_modules")), "The schemas aren't installed: npm ci in tests/Deploy/Chart/kinds.");
        using var process = Process.Start(new ProcessStartInfo("node", ["check.mjs"])
        {
            WorkingDirectory = s_folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(new JsonArray([.. objects.Select(found => found.DeepClone())]).ToJsonString());
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return output.Trim();
    }
}
