namespace CryApi.Deploy.Tests.Chart;

/// <summary>A chart must hold all that it is made of, so it has copies: they are the same as what they are copies of.</summary>
public sealed class FilesTests
{
    [Theory]
    [InlineData("grafana-dashboard.json")]
    [InlineData("prometheus-rules.yaml")]
    public void A_copy_is_the_same(string name) => Assert.Equal(
        File.ReadAllText(Path.Combine(Repository.Root, "deploy", "observability", name)), File.ReadAllText(Path.Combine(Renderer.Folder, "files", name)));

    [Fact]
    public void Nothing_in_the_chart_is_elsewhere() =>
        Assert.All(Directory.GetFileSystemEntries(Renderer.Folder, "*", SearchOption.AllDirectories), path => Assert.Null(new FileInfo(path).LinkTarget));
}
