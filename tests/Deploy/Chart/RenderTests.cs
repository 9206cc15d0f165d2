using System.Text.Json.Nodes;
using k8s;
using YamlDotNet.Core;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>Every variant of the chart gives objects that Kubernetes knows, with nothing in them that it doesn't.</summary>
public sealed class RenderTests
{
    // Kinds of others, which the client of Kubernetes has no types for.
    private static readonly string[] s_kindsOfOthers = ["HTTPRoute", "ServiceMonitor", "PrometheusRule", "ScaledObject"];

    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_object_is_one_of_its_type(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        Assert.InRange(rendering.Objects.Count, 3, 20);
        foreach (var found in rendering.Objects.Where(found => !s_kindsOfOthers.Contains(found.Kind)))
            Assert.Single(KubernetesYaml.LoadAllFromString(found.Yaml, strict: true));
    }

    [Theory]
    [InlineData("replicas: 2", "replica: 2")]
    [InlineData("replicas: 2", "replicas: two")]
    [InlineData("containerPort: 8080", "containerport: 8080")]
    [InlineData("type: RollingUpdate", "kind: RollingUpdate")]
    public void A_name_or_a_type_that_is_wrong_is_noticed(string text, string instead)
    {
        var yaml = Renderer.Render().All("Deployment").Single().Yaml;
        Assert.Contains(text, yaml, StringComparison.Ordinal);
        Assert.ThrowsAny<YamlException>(() => KubernetesYaml.LoadAllFromString(yaml.Replace(text, instead, StringComparison.Ordinal), strict: true));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Names_fit_and_no_two_are_alike(string variant)
    {
        var objects = Renderer.Render(Renderer.Variant(variant)).Objects;
        Assert.Equal(objects.Count, objects.DistinctBy(found => (found.Kind, found.Name)).Count());
        Assert.All(objects, found => Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", found.Name));
        Assert.All(objects, found => Assert.Equal("audio", (string)found.Node["metadata"]!["namespace"]!));
        Assert.All(objects, found => Assert.Equal("demo", (string)found.Node["metadata"]!["labels"]!["app.kubernetes.io/instance"]!));
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var rendering = Renderer.Render($"nameOverride: {new string('a', 63)}\nmetrics: {{ dashboard: {{ enabled: true }} }}");
        Assert.All(rendering.Objects, found => Assert.InRange(found.Name.Length, 52, 63));
        Assert.All(rendering.All("Pod"), pod => Assert.InRange(((string)pod.Node["metadata"]!["labels"]!["app.kubernetes.io/name"]!).Length, 1, 63));
    }

    [Theory]
    [InlineData("values.yaml", "Service ServiceAccount ConfigMap Deployment NetworkPolicy PodDisruptionBudget Pod")]
    [InlineData("minimal-values.yaml", "Service ConfigMap Deployment")]
    [InlineData("production-values.yaml", "HorizontalPodAutoscaler Ingress ServiceMonitor PrometheusRule")]
    [InlineData("gateway-api-values.yaml", "HTTPRoute ScaledObject ServiceMonitor")]
    [InlineData("everything-values.yaml", "Secret HorizontalPodAutoscaler Ingress HTTPRoute ServiceMonitor PrometheusRule")]
    public void What_is_asked_for_is_there(string variant, string kinds)
    {
        var found = Renderer.Render(Renderer.Variant(variant)).Objects.Select(found => found.Kind).ToHashSet();
        Assert.Empty(kinds.Split(' ').Except(found));
    }

    [Fact]
    public void Names_that_look_like_numbers_stay_names()
    {
        var rendering = Renderer.Render("nameOverride: '123'\nfullnameOverride: 'true'\nmodels: { source: persistentVolumeClaim, claimName: '456' }\npriorityClassName: '789'\nserviceAccount: { name: '12' }\ningress: { enabled: true, className: '34', hosts: [a.example] }\nmetrics: { dashboard: { enabled: true, labels: { grafana_dashboard: null } } }");
        foreach (var found in rendering.Objects)
            Assert.Single(KubernetesYaml.LoadAllFromString(found.Yaml, strict: true));
        Assert.Equal("123", (string)rendering.Pod["metadata"]!["labels"]!["app.kubernetes.io/name"]!);
        Assert.Equal("456", (string)rendering.Pod["spec"]!["volumes"]!.AsArray().Single(volume => (string)volume!["name"]! == "models")!["persistentVolumeClaim"]!["claimName"]!);
    }

    [Fact]
    public void Rules_and_dashboard_are_those_of_the_repository()
    {
        var rendering = Renderer.Render(Renderer.Variant("everything-values.yaml"));
        var folder = Path.Combine(Repository.Root, "deploy", "observability");

        // But for the address of the pages.
        var text = File.ReadAllText(Path.Combine(folder, "prometheus-rules.yaml"))
            .Replace("runbook_url: docs/", "runbook_url: https://github.com/cryapi/cryapi/blob/main/docs/", StringComparison.Ordinal);
        var rules = new ChartObject("", text).Node;
        Assert.True(JsonNode.DeepEquals(rules, rendering.The("PrometheusRule")["spec"]));
        var dashboard = (string)rendering.All("ConfigMap").Single(map => map.Name.EndsWith("-dashboard", StringComparison.Ordinal)).Node["data"]!["cryapi.json"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "grafana-dashboard.json"))), JsonNode.Parse(dashboard)));
    }

    [Theory]
    [InlineData("persistentVolumeClaim, claimName: bundles", "persistentVolumeClaim")]
    [InlineData("ociImage, image: 'registry.example.com/models:1'", "image")]
    [InlineData("initContainer, image: 'registry.example.com/models:1'", "emptyDir")]
    public void Models_may_come_from_elsewhere(string source, string volume)
    {
        var rendering = Renderer.Render($"models: {{ source: {source}, subPath: bundle }}");
        Assert.Single(KubernetesYaml.LoadAllFromString(rendering.All("Deployment").Single().Yaml, strict: true));
        Assert.Equal("/models/bundle", rendering.Environment["Models__Path"]);
        Assert.NotNull(rendering.Pod["spec"]!["volumes"]!.AsArray().Single(found => (string)found!["name"]! == "models")![volume]);
    }

    [Fact]
    public void Other_options_are_other_pods_and_another_number_of_them_is_not()
    {
        static string Checksum(string values) => (string)Renderer.Render(values).Pod["metadata"]!["annotations"]!["checksum/config"]!;
        Assert.Equal(Checksum("replicaCount: 2"), Checksum("replicaCount: 3"));
        Assert.NotEqual(Checksum("replicaCount: 2"), Checksum("options: { Limits: { MaxDurationSeconds: 60 } }"));
    }

    [Fact]
    public void Notes_say_how_to_ask_and_what_is_open()
    {
        var notes = Renderer.Render().Notes;
        Assert.Contains("curl --data-binary @cry.wav http://localhost:8080/analyze", notes, StringComparison.Ordinal);
        Assert.Contains("Nobody is asked for a key", notes, StringComparison.Ordinal);
        var production = Renderer.Render(Renderer.Variant("production-values.yaml")).Notes;
        Assert.Contains("https://cry.example.com/cry/analyze", production, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody is asked", production, StringComparison.Ordinal);
    }
}
