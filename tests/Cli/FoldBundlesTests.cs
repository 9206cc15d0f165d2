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
    public void No_folds_are_refused() => Refused("no fold");

    private void Refused(string words) => Assert.Contains(
        words, Assert.Throws<InvalidDataException>(() => FoldBundles.Read(_folder, Dataset.Read(_folder))).Message, StringComparison.Ordinal);

    private void Fold(int number, params string[] paths) => File.WriteAllLines(
        Path.Combine(_folder.CreateSubdirectory($"fold-{number}").FullName, "clips.csv"), ["path,label", .. paths.Select(p => p + ",cry")]);
}
