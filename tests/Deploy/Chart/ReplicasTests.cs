using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>
/// An upgrade to an autoscaler keeps the replicas that run. Helm takes away what the last version of the chart had and this one has not, and a
/// Deployment whose <c>replicas</c> is taken away has one.
/// </summary>
public sealed class ReplicasTests
{
    private const string Scaled = "autoscaling: { enabled: true }";

    [Theory]
    [InlineData("{}", "3")]
    [InlineData(Scaled, null)]
    [InlineData("keda: { enabled: true }", null)]
    public void A_new_release_has_its_own_number_or_that_of_the_autoscaler(string values, string? replicas) =>
        Assert.Equal(replicas, Replicas(Renderer.Render("replicaCount: 3", values)));

    [Theory]
    [InlineData(Scaled)]
    [InlineData("keda: { enabled: true }")]
    public void Where_the_chart_set_the_number_it_stays_when_an_autoscaler_comes_and_ever_after(string values)
    {
        var first = Renderer.Render("replicaCount: 7");
        var second = Renderer.RenderOver(InCluster(first, 7), values);
        var third = Renderer.RenderOver(InCluster(second, 9), values);
        Assert.Equal(("7", "7", "9"), (Replicas(first), Replicas(second), Replicas(third)));
    }

    [Fact]
    public void Where_an_autoscaler_was_from_the_first_the_number_is_its_own()
    {
        var first = Renderer.Render(Scaled);
        Assert.Null(Replicas(Renderer.RenderOver(InCluster(first, 9), Scaled)));
    }

    [Fact]
    public void Where_the_autoscaler_goes_the_chart_s_number_comes()
    {
        var scaled = Renderer.Render(Scaled);
        Assert.Equal("4", Replicas(Renderer.RenderOver(InCluster(scaled, 9), "replicaCount: 4")));
    }

    [Fact]
    public void A_deployment_of_another_namespace_says_nothing()
    {
        var other = InCluster(Renderer.Render("replicaCount: 7"), 7).Replace("\"namespace\":\"audio\"", "\"namespace\":\"video\"", StringComparison.Ordinal);
        Assert.Null(Replicas(Renderer.RenderOver(other, Scaled)));
    }

    private static string? Replicas(Rendering rendering) => rendering.The("Deployment")["spec"]!["replicas"]?.ToString();

    /// <summary>The Deployment as the cluster has it, with as many replicas as somebody set since.</summary>
    private static string InCluster(Rendering rendering, int replicas)
    {
        var deployment = rendering.The("Deployment").DeepClone();
        deployment["spec"]!["replicas"] = replicas;
        return new JsonArray(deployment).ToJsonString();
    }
}
