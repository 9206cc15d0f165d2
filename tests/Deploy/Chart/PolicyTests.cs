using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>What a platform team asks of a pod: the restricted standard of Pod Security, limits, no token, images that stay what they are.</summary>
public sealed class PolicyTests
{
    public static TheoryData<string> Variants => Renderer.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pods_are_restricted(string variant)
    {
        foreach (var pod in Pods(variant))
        {
            Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
            Assert.True((int)pod["securityContext"]!["runAsUser"]! > 0);
            Assert.Equal("RuntimeDefault", (string)pod["securityContext"]!["seccompProfile"]!["type"]!);
            Assert.False((bool)pod["automountServiceAccountToken"]!);
            foreach (var name in new[] { "hostNetwork", "hostPID", "hostIPC" })
                Assert.Null(pod[name]);
            foreach (var volume in pod["volumes"]?.AsArray() ?? [])
                Assert.Null(volume!["hostPath"]);
            foreach (var container in Containers(pod))
            {
                var security = container["securityContext"]!;
                Assert.False((bool)security["allowPrivilegeEscalation"]!);
                Assert.True((bool)security["readOnlyRootFilesystem"]!);
                Assert.Equal("ALL", (string)Assert.Single(security["capabilities"]!["drop"]!.AsArray())!);
                Assert.Null(security["capabilities"]!["add"]);
                Assert.Null(security["privileged"]);
                Assert.All(container["ports"]?.AsArray() ?? [], port => Assert.Null(port!["hostPort"]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Containers_say_what_they_need_and_which_image_they_are(string variant)
    {
        foreach (var container in Pods(variant).SelectMany(Containers))
        {
            var resources = container["resources"]!;
            Assert.NotNull(resources["requests"]!["cpu"]);
            Assert.NotNull(resources["requests"]!["memory"]);
            Assert.NotNull(resources["limits"]!["memory"]);
            var image = (string)container["image"]!;
            Assert.Matches("(:[^/]+|@sha256:[0-9a-f]{64})$", image);
            Assert.DoesNotContain(":latest", image, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Temporary_files_are_memory_with_an_end_and_nothing_else_can_be_written(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        var tmp = rendering.Pod["spec"]!["volumes"]!.AsArray().Single(volume => (string)volume!["name"]! == "tmp")!;
        Assert.Equal("Memory", (string)tmp["emptyDir"]!["medium"]!);
        Assert.NotNull(tmp["emptyDir"]!["sizeLimit"]);
        foreach (var mount in rendering.Container["volumeMounts"]!.AsArray().Where(mount => (string)mount!["name"]! is "models" or "keys"))
            Assert.True((bool)mount!["readOnly"]!);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void No_secret_lies_in_a_config_map_or_in_an_environment(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        Assert.DoesNotContain(rendering.Environment.Keys, name => name.Contains("Sha256", StringComparison.Ordinal) || name.Contains("HEADERS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void An_upgrade_takes_nothing_away_before_there_is_more(string variant)
    {
        var strategy = Renderer.Render(Renderer.Variant(variant)).The("Deployment")["spec"]!["strategy"]!["rollingUpdate"]!;
        Assert.Equal(0, (int)strategy["maxUnavailable"]!);
        Assert.Equal("25%", (string)strategy["maxSurge"]!);
    }

    [Theory]
    [InlineData("podSecurityContext: { runAsNonRoot: false }")]
    [InlineData("securityContext: { readOnlyRootFilesystem: false }")]
    [InlineData("securityContext: { allowPrivilegeEscalation: true }")]
    [InlineData("securityContext: { capabilities: { add: [NET_ADMIN] } }")]
    public void What_would_loosen_it_is_refused_by_the_schema(string values) => Assert.NotEmpty(ValuesSchema.Errors(Renderer.Values(values)));

    private static IEnumerable<JsonNode> Pods(string variant)
    {
        var rendering = Renderer.Render(Renderer.Variant(variant));
        yield return rendering.Pod["spec"]!;
        foreach (var pod in rendering.All("Pod"))
            yield return pod.Node["spec"]!;
    }

    private static IEnumerable<JsonNode> Containers(JsonNode pod) =>
        ((string[])["initContainers", "containers"]).SelectMany(name => pod[name]?.AsArray().Select(container => container!) ?? []);
}
