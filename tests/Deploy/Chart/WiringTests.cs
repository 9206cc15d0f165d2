using System.Globalization;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>What one object says of another is so: selectors, ports, names, numbers.</summary>
public sealed class WiringTests
{
    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Selectors_find_the_pods_of_the_service_and_no_others(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var pod = rendering.Pod["metadata"]!["labels"]!.AsObject();
        var selectors = rendering.All("Service").Select(service => service.Node["spec"]!["selector"]!)
            .Append(rendering.The("Deployment")["spec"]!["selector"]!["matchLabels"]!)
            .Concat(rendering.All("PodDisruptionBudget").Select(budget => budget.Node["spec"]!["selector"]!["matchLabels"]!))
            .Concat(rendering.All("NetworkPolicy").Select(policy => policy.Node["spec"]!["podSelector"]!["matchLabels"]!))
            .Concat((rendering.Pod["spec"]!["topologySpreadConstraints"]?.AsArray() ?? []).Select(spread => spread!["labelSelector"]!["matchLabels"]!));
        foreach (var selector in selectors)
        {
            Assert.True(Matches(selector, pod));
            Assert.All(rendering.All("Pod"), test => Assert.False(Matches(selector, test.Node["metadata"]!["labels"]!.AsObject())));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_port_that_is_named_is_one_of_the_container(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var ports = rendering.Container["ports"]!.AsArray().Select(port => (string)port!["name"]!).ToArray();
        var named = rendering.All("Service").SelectMany(service => service.Node["spec"]!["ports"]!.AsArray()).Select(port => port!["targetPort"]!)
            .Concat(Probes(rendering).Select(probe => probe["httpGet"]!["port"]!))
            .Concat(rendering.All("NetworkPolicy").SelectMany(policy => policy.Node["spec"]!["ingress"]!.AsArray()).SelectMany(rule => rule!["ports"]!.AsArray()).Select(port => port!["port"]!));
        Assert.All(named, name => Assert.Contains((string)name!, ports));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Probes_ask_for_paths_of_the_contract(string variant)
    {
        var contract = File.ReadAllText(Path.Combine(Repository.Root, "openapi.yaml"));
        var probes = Probes(Renderer.Render(Renderer.Variant(variant))).ToArray();
        Assert.Equal(3, probes.Length);
        Assert.All(probes, probe => Assert.Contains($"\n  {(string)probe["httpGet"]!["path"]!}:\n", contract, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Routes_lead_to_the_service_and_never_to_its_management(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var api = rendering.All("Service").Single(service => !service.Name.EndsWith("-management", StringComparison.Ordinal));
        var ports = api.Node["spec"]!["ports"]!.AsArray();
        foreach (var rule in rendering.TheOrNone("Ingress")?["spec"]!["rules"]!.AsArray() ?? [])
        {
            var backend = rule!["http"]!["paths"]![0]!["backend"]!["service"]!;
            Assert.Equal((api.Name, "http"), ((string)backend["name"]!, (string)backend["port"]!["name"]!));
        }

        if (rendering.TheOrNone("HTTPRoute") is { } route)
        {
            var backend = Assert.Single(route["spec"]!["rules"]![0]!["backendRefs"]!.AsArray())!;
            Assert.Equal(api.Name, (string)backend["name"]!);
            var name = rendering.Environment["Server__Http2Port"] == "0" ? "http" : "http2";
            Assert.Contains(ports, port => (int)port!["port"]! == (int)backend["port"]! && (string)port["name"]! == name);
        }

        Assert.DoesNotContain(ports, port => (string)port!["targetPort"]! == "management");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Metrics_are_scraped_where_they_are(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        if (rendering.TheOrNone("ServiceMonitor") is not { } monitor)
            return;
        var service = Assert.Single(rendering.All("Service"), service => Matches(monitor["spec"]!["selector"]!["matchLabels"]!, service.Node["metadata"]!["labels"]!.AsObject()));
        var endpoint = Assert.Single(monitor["spec"]!["endpoints"]!.AsArray())!;
        var port = Assert.Single(service.Node["spec"]!["ports"]!.AsArray(), port => (string)port!["name"]! == (string)endpoint["port"]!)!;
        Assert.Equal(rendering.Environment["Server__ManagementPort"] == "0" ? "http" : "management", (string)port["targetPort"]!);
        var name = (string)rendering.The("Deployment")["metadata"]!["name"]!;
        Assert.Equal($"audio/{name}", (string)endpoint["relabelings"]![0]!["replacement"]!);
    }

    [Fact]
    public void The_pod_of_the_test_may_ask_where_others_may_not()
    {
        var rendering = Renderer.Render(Renderer.Variant("production-values.yaml"));
        var test = rendering.The("Pod");
        foreach (var rule in rendering.The("NetworkPolicy")["spec"]!["ingress"]!.AsArray())
            Assert.Contains(rule!["from"]!.AsArray(), peer => peer!["podSelector"] is { } pods && Matches(pods["matchLabels"]!, test["metadata"]!["labels"]!.AsObject()));
        Assert.Equal("registry", (string)test["spec"]!["imagePullSecrets"]![0]!["name"]!);
    }

    [Fact]
    public void Without_a_port_of_their_own_metrics_are_read_on_the_ordinary_one()
    {
        var rendering = Renderer.Render(
            "options: { Server: { ManagementPort: 0 } }\nnetworkPolicy: { from: [{ podSelector: { matchLabels: { a: gateway } } }], metricsFrom: [{ podSelector: { matchLabels: { a: scraper } } }] }");
        var rule = Assert.Single(rendering.The("NetworkPolicy")["spec"]!["ingress"]!.AsArray())!;
        Assert.Contains(rule["from"]!.AsArray(), peer => (string?)peer!["podSelector"]!["matchLabels"]!["a"] == "scraper");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Scaling_and_disruption_leave_somebody(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var deployment = rendering.The("Deployment");
        var scaler = rendering.TheOrNone("HorizontalPodAutoscaler")?["spec"];
        var scaled = rendering.TheOrNone("ScaledObject")?["spec"];
        Assert.Equal(scaler is null && scaled is null, deployment["spec"]!["replicas"] is not null);
        if (scaler is not null)
            Assert.Equal((string)deployment["metadata"]!["name"]!, (string)scaler["scaleTargetRef"]!["name"]!);
        if (scaled is not null)
            Assert.Equal((string)deployment["metadata"]!["name"]!, (string)scaled["scaleTargetRef"]!["name"]!);
        var fewest = (int)(deployment["spec"]!["replicas"] ?? scaler?["minReplicas"] ?? scaled!["minReplicaCount"])!;
        if (rendering.TheOrNone("PodDisruptionBudget")?["spec"]!["maxUnavailable"] is { } away)
            Assert.InRange(Away(away, fewest), 0, fewest - 1);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void What_a_pod_refers_to_is_there_or_was_named(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var values = Renderer.Values(Renderer.Variant(variant));
        var pod = rendering.Pod["spec"]!;
        foreach (var source in rendering.Container["envFrom"]!.AsArray())
            Assert.NotNull(rendering.The("ConfigMap", (string)source!["configMapRef"]!["name"]!));
        foreach (var secret in pod["volumes"]!.AsArray().Select(volume => volume!["secret"]).OfType<JsonNode>())
        {
            var name = (string)secret["secretName"]!;
            Assert.True(rendering.All("Secret").Any(found => found.Name == name) || (string)values["apiKeys"]!["existingSecret"]! == name);
        }

        var account = (string)pod["serviceAccountName"]!;
        Assert.Equal((bool)values["serviceAccount"]!["create"]! ? rendering.The("ServiceAccount")["metadata"]!["name"]!.GetValue<string>() : "default", account);
        var volumes = pod["volumes"]!.AsArray().Select(volume => (string)volume!["name"]!).ToArray();
        Assert.All(
            ((string[])["initContainers", "containers"]).SelectMany(kind => pod[kind]?.AsArray() ?? []).SelectMany(container => container!["volumeMounts"]!.AsArray()),
            mount => Assert.Contains((string)mount!["name"]!, volumes));
    }

    private static IEnumerable<JsonNode> Probes(Rendering rendering) =>
        ((string[])["startupProbe", "readinessProbe", "livenessProbe"]).Select(name => rendering.Container[name]!);

    private static bool Matches(JsonNode selector, JsonObject labels) =>
        selector.AsObject().All(wanted => (string?)labels[wanted.Key] == (string)wanted.Value!);

    // As Kubernetes rounds a share of pods that may be away: up.
    private static int Away(JsonNode value, int replicas) => value.ToString() is var text && text.EndsWith('%')
        ? (int)Math.Ceiling(int.Parse(text[..^1], CultureInfo.InvariantCulture) * replicas / 100.0)
        : int.Parse(text, CultureInfo.InvariantCulture);
}
