using System.Globalization;

namespace CryApi.Cli;

/// <summary>
/// A cross-validation that was repeated with other folds: <c>repeat-0/</c>, <c>repeat-1/</c>, … each with the folds of
/// <see cref="FoldBundles"/>; or the folds of a single one. Every repeat judges the same clips, and is checked for itself.
/// </summary>
internal static class FoldRepeats
{
    private const string Prefix = "repeat-";

    /// <summary>How the figures were measured, in words.</summary>
    /// <param name="repeats">The repeats, or null for one bundle.</param>
    public static string Protocol(IReadOnlyList<IReadOnlyList<FoldBundles.Fold>>? repeats) => repeats switch
    {
        null => FoldBundles.Protocol(null),
        [var folds] => FoldBundles.Protocol(folds),
        _ => $"{FoldBundles.Protocol(repeats[0])}; {repeats.Count} repeats with other folds or seeds, figures are the mean over the repeats",
    };

    /// <summary>Reads the folds of every repeat.</summary>
    /// <exception cref="InvalidDataException">A repeat's folds can't be used, or the repeats judge different clips.</exception>
    public static IReadOnlyList<IReadOnlyList<FoldBundles.Fold>> Read(DirectoryInfo folder, Dataset dataset)
    {
        var folders = folder.GetDirectories(Prefix + "*")
            .Select(d => (Number: int.TryParse(d.Name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out var n)
                ? n
                : throw new InvalidDataException($"{d.FullName} has no number."), Folder: d))
            .OrderBy(d => d.Number)
            .ToArray();
        if (folders.Length == 0)
            return [FoldBundles.Read(folder, dataset)];
        if (folder.EnumerateDirectories("fold-*").Any())
            throw new InvalidDataException($"{folder.FullName} holds both repeat-* and fold-*.");

        var repeats = folders.Select(f => ReadOne(f.Folder, dataset)).ToArray();
        var clips = repeats.Select(r => r.SelectMany(f => f.Clips).ToHashSet(StringComparer.Ordinal)).ToArray();
        for (var i = 1; i < repeats.Length; i++)
        {
            clips[i].SymmetricExceptWith(clips[0]);
            if (clips[i].Order(StringComparer.Ordinal).FirstOrDefault() is { } path)
                throw new InvalidDataException($"{path} stands in only one of {folders[0].Folder.Name} and {folders[i].Folder.Name}.");
        }

        if (repeats.Select(r => r.All(f => f.KeepsOriginsApart)).Distinct().Count() > 1)
            throw new InvalidDataException("Some repeats keep whole origins apart and others don't.");
        return repeats;
    }

    private static IReadOnlyList<FoldBundles.Fold> ReadOne(DirectoryInfo folder, Dataset dataset)
    {
        try
        {
            return FoldBundles.Read(folder, dataset);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{folder.Name}: {e.Message}", e);
        }
    }
}
