namespace CryApi.Cli.Tests;

/// <summary>Every repeat is held to the rules of a cross-validation for itself, and judges the same clips.</summary>
public sealed class FoldRepeatsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryapi-repeats-");

    public FoldRepeatsTests() =>
        File.WriteAllText(Path.Combine(_folder.FullName, "manifest.csv"), "path,origin,group\na.wav,o,g1\nb.wav,o,g1\nc.wav,o,g2\nd.wav,o,g3\n");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Repeats_are_read_in_order_of_their_numbers()
    {
        foreach (var repeat in (int[])[10, 2, 0])
        {
            Fold($"repeat-{repeat}/fold-0", "a.wav", "b.wav");
            Fold($"repeat-{repeat}/fold-1", "c.wav", "d.wav");
        }

        var repeats = Read();
        Assert.Equal(["repeat-0", "repeat-2", "repeat-10"], repeats.Select(r => Path.GetFileName(Path.GetDirectoryName(r[0].Folder))));
        Assert.All(repeats, r => Assert.Equal([0, 1], r.Select(f => f.Number)));
        Assert.Contains("2-fold by group", FoldRepeats.Protocol(repeats), StringComparison.Ordinal);
        Assert.Contains("3 repeats", FoldRepeats.Protocol(repeats), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_without_repeats_are_one()
    {
        Fold("fold-0", "a.wav", "b.wav");
        Fold("fold-1", "c.wav");
        var repeats = Read();
        Assert.Equal(2, Assert.Single(repeats).Count);
        Assert.Equal(FoldBundles.Protocol(repeats[0]), FoldRepeats.Protocol(repeats));
    }

    [Fact]
    public void A_group_may_change_folds_from_repeat_to_repeat_but_not_within_one()
    {
        Fold("repeat-0/fold-0", "a.wav", "b.wav");
        Fold("repeat-0/fold-1", "c.wav");
        Fold("repeat-1/fold-0", "c.wav");
        Fold("repeat-1/fold-1", "a.wav", "b.wav");
        Assert.Equal(2, Read().Count);
        Fold("repeat-1/fold-0", "c.wav", "a.wav");
        Fold("repeat-1/fold-1", "b.wav");
        Refused("repeat-1: The group g1 is spread");
        Fold("repeat-1/fold-0", "c.wav");
        Fold("repeat-1/fold-1", "a.wav", "b.wav");
        File.WriteAllLines(Path.Combine(_folder.FullName, "repeat-1/fold-1/trained.csv"), ["path", "b.wav"]);
        Refused("repeat-1: fold-1 was trained on the group g1");
    }

    [Fact]
    public void Repeats_of_other_clips_are_refused()
    {
        Fold("repeat-0/fold-0", "a.wav", "b.wav", "c.wav");
        Fold("repeat-1/fold-0", "a.wav", "b.wav");
        Refused("c.wav stands in only one of repeat-0 and repeat-1");
    }

    [Fact]
    public void Folds_beside_repeats_are_refused()
    {
        Fold("repeat-0/fold-0", "a.wav", "b.wav");
        Fold("fold-0", "a.wav", "b.wav");
        Refused("both");
    }

    private IReadOnlyList<IReadOnlyList<FoldBundles.Fold>> Read() => FoldRepeats.Read(_folder, Dataset.Read(_folder));

    private void Refused(string words) => Assert.Contains(words, Assert.Throws<InvalidDataException>(Read).Message, StringComparison.Ordinal);

    private void Fold(string folder, params string[] paths) =>
        File.WriteAllLines(Path.Combine(_folder.CreateSubdirectory(folder).FullName, "clips.csv"), ["path", .. paths]);
}
