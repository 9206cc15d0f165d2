namespace CryApi.Cli.Tests;

/// <summary>An evaluation that lets a group stand on both sides is worse than none.</summary>
public sealed class FoldBundlesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryapi-folds-");

    public FoldBundlesTests() =>
        File.WriteAllText(
            Path.Combine(_folder.FullName, "manifest.csv"),
            "path,origin,group,detect_label,type_label,licence\na.wav,o,g1,cry,hungry,\"CC BY, 4.0\"\nb.wav,o,g1,cry,,x\nc.wav,o,g2,not_cry,,x\n");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folds_are_read_in_order()
    {
        Fold(1, "c.wav");
        Fold(0, "a.wav", "b.wav");
        var folds = FoldBundles.Read(_folder, Dataset.Read(_folder));
        Assert.Equal([0, 1], folds.Select(f => f.Number));
        Assert.Equal(["a.wav", "b.wav"], folds[0].Clips.Order());
    }

    [Fact]
    public void A_group_on_both_sides_is_refused()
    {
        Fold(0, "a.wav");
        Fold(1, "b.wav");
        Refused("group g1");
    }

    [Fact]
    public void A_clip_in_two_folds_is_refused()
    {
        Fold(0, "c.wav");
        Fold(1, "c.wav");
        Refused("two folds");
    }

    [Fact]
    public void An_unknown_clip_is_refused()
    {
        Fold(0, "d.wav");
        Refused("d.wav");
    }

    [Fact]
    public void A_manifest_may_tell_the_folds_itself()
    {
        Fold(0, "elsewhere.wav");
        Fold(1, "elsewhere.wav");
        Manifest("a.wav,g1,1\nb.wav,g1,1\nc.wav,g2,0\nd.wav,g3,-1\n");
        var folds = FoldBundles.Read(_folder, Dataset.Read(_folder));
        Assert.Equal(["c.wav"], folds[0].Clips);
        Assert.Equal(["a.wav", "b.wav"], folds[1].Clips.Order());
    }

    [Theory]
    [InlineData("a.wav,g1,0\nb.wav,g1,1\n", "group g1")]
    [InlineData("a.wav,g1,0\nb.wav,g2,2\n", "no fold-2")]
    public void A_manifest_with_wrong_folds_is_refused(string rows, string words)
    {
        Fold(0);
        Fold(1);
        Manifest(rows);
        Refused(words);
    }

    [Fact]
    public void No_folds_are_refused() => Refused("no fold");

    private void Manifest(string rows) => File.WriteAllText(Path.Combine(_folder.FullName, "manifest.csv"), "path,group,fold\n" + rows);

    private void Refused(string words) => Assert.Contains(
        words, Assert.Throws<InvalidDataException>(() => FoldBundles.Read(_folder, Dataset.Read(_folder))).Message, StringComparison.Ordinal);

    private void Fold(int number, params string[] paths) => File.WriteAllLines(
        Path.Combine(_folder.CreateSubdirectory($"fold-{number}").FullName, "clips.csv"), ["path,label", .. paths.Select(p => p + ",cry")]);
}
