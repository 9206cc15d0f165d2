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
        Assert.Null(ManifestFolds.Read(_folder, Dataset.Read(_folder)));
        Fold(0);
        Fold(1);
        Manifest("a.wav,g1,1\nb.wav,g1,1\nc.wav,g2,0\nd.wav,g3,-1\n");
        var folds = ManifestFolds.Read(_folder, Dataset.Read(_folder))!;
        Assert.Equal([0, 1], folds.Select(f => f.Number));
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
        var error = Assert.Throws<InvalidDataException>(() => ManifestFolds.Read(_folder, Dataset.Read(_folder)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_folds_are_refused() => Refused("no fold");

    private void Manifest(string rows) => File.WriteAllText(Path.Combine(_folder.FullName, "manifest.csv"), "path,group,fold\n" + rows);

    [Fact]
    public void A_group_may_be_spread_over_folds_that_say_what_they_were_trained_on()
    {
        Fold(0, "a.wav");
        Fold(1, "b.wav");
        Trained(0, "path", "c.wav");
        Refused("group g1");
        Trained(1, "path", "c.wav");
        Assert.Equal(2, FoldBundles.Read(_folder, Dataset.Read(_folder)).Count);
    }

    [Fact]
    public void A_fold_that_was_trained_on_a_group_it_judges_is_refused()
    {
        Fold(0, "a.wav");
        Fold(1, "c.wav");
        Trained(0, "path", "b.wav");
        Refused("fold-0 was trained on the group g1");
        Trained(0, "path,group", "elsewhere.wav,g1");
        Refused("fold-0 was trained on the group g1");
        Trained(0, "path,group", "elsewhere.wav,g9", "c.wav,");
        Assert.Equal(2, FoldBundles.Read(_folder, Dataset.Read(_folder)).Count);
    }

    [Fact]
    public void A_training_clip_of_an_unknown_group_is_refused()
    {
        Fold(0, "a.wav", "b.wav");
        Trained(0, "path", "elsewhere.wav");
        Refused("elsewhere.wav");
    }

    [Fact]
    public void Folds_of_whole_origins_are_told_from_folds_by_group()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "manifest.csv"), "path,origin,group\na.wav,o,g1\nb.wav,o,g1\nc.wav,p,g2\n");
        Fold(0, "a.wav", "b.wav");
        Fold(1, "c.wav");
        Assert.Contains("2-fold by group", Protocol(), StringComparison.Ordinal);
        Trained(0, "path", "c.wav");
        Assert.Contains("2-fold by group", Protocol(), StringComparison.Ordinal);
        Trained(1, "path,group,origin", "a.wav,,", "x.wav,g9,");
        Assert.Contains("2-fold by group", Protocol(), StringComparison.Ordinal);
        Trained(1, "path,group,origin", "a.wav,,", "x.wav,g9,q");
        Assert.Contains("2 folds of whole origins", Protocol(), StringComparison.Ordinal);
        Trained(1, "path,group,origin", "a.wav,,", "x.wav,g9,p");
        Assert.Contains("2-fold by group", Protocol(), StringComparison.Ordinal);
    }

    [Fact]
    public void Altered_copies_go_with_the_clip_that_they_were_made_from()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullName, "manifest.csv"), "path,origin,group,source\n0dB/a.wav,o,g1,a.wav\n5dB/a.wav,o,g1,a.wav\nc.wav,o,g2,\n");
        Fold(0, "a.wav");
        Fold(1, "c.wav", "absent.wav");
        Refused("absent.wav");
        Trained(1, "path", "a.wav");
        var folds = FoldBundles.Read(_folder, Dataset.Read(_folder));
        Assert.Equal(["0dB/a.wav", "5dB/a.wav"], folds[0].Clips.Order());
        Assert.Equal(["c.wav"], folds[1].Clips);
    }

    private string Protocol() => FoldBundles.Protocol(FoldBundles.Read(_folder, Dataset.Read(_folder)));

    private void Refused(string words) => Assert.Contains(
        words, Assert.Throws<InvalidDataException>(() => FoldBundles.Read(_folder, Dataset.Read(_folder))).Message, StringComparison.Ordinal);

    private void Fold(int number, params string[] paths) => File.WriteAllLines(
        Path.Combine(_folder.CreateSubdirectory($"fold-{number}").FullName, "clips.csv"), ["path,label", .. paths.Select(p => p + ",cry")]);

    private void Trained(int number, params string[] lines) =>
        File.WriteAllLines(Path.Combine(_folder.CreateSubdirectory($"fold-{number}").FullName, "trained.csv"), lines);
}
