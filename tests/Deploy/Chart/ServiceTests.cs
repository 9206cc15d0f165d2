using System.Globalization;
using System.Net;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>The service starts with the environment and the key file of a rendered pod, and answers its probes on the ports that they ask.</summary>
public sealed class ServiceTests
{
    private const string Key = "a-key-of-more-than-thirty-two-characters";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task It_runs_with_what_the_chart_gives_it(string variant)
    {
        var rendering = Renderer.Render([Renderer.Variant(variant), .. FreePorts(variant)]);
        var ports = rendering.Container["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (int)port!["containerPort"]!);
        var folder = Directory.CreateTempSubdirectory("cryapi-chart-");
        var environment = rendering.Environment.ToDictionary();

        // Where the pod mounts it there is nothing here.
        if (environment.ContainsKey("ApiKeys__File"))
        {
            environment["ApiKeys__File"] = Path.Combine(folder.FullName, "keys.json");
            await File.WriteAllTextAsync(environment["ApiKeys__File"], KeyFile.Of(Key), Stop);
        }

        environment.Remove("Models__Path");

        await using var service = await ServiceProcess.StartAsync(
            new ServiceStart { Environment = environment, ManagementPort = ports.TryGetValue("management", out var management) ? management : null });
        using var client = new HttpClient();
        foreach (var name in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
        {
            var probe = rendering.Container[name]!["httpGet"]!;
            using var health = await client.GetAsync(new Uri($"http://127.0.0.1:{ports[(string)probe["port"]!]}{(string)probe["path"]!}"), Stop);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        if (environment.ContainsKey("ApiKeys__File"))
            client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var cry = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "samples", "cry.wav"), Stop);
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{ports["http"]}{environment["Gateway__PathBase"]}/analyze"), new ByteArrayContent(cry), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(service.Complaints);
        folder.Delete(recursive: true);
    }

    /// <summary>The ports of the variant on ones that are free here.</summary>
    private static IEnumerable<string> FreePorts(string variant)
    {
        var server = Renderer.Values(Renderer.Variant(variant))["options"]!["Server"]!;
        string Port(string name) => (int)server[name]! == 0 ? "0" : FreePort.Next().ToString(CultureInfo.InvariantCulture);
        yield return $"containerPort: {FreePort.Next()}\noptions: {{ Server: {{ ManagementPort: {Port("ManagementPort")}, Http2Port: {Port("Http2Port")} }} }}";
    }
}
