using System.Globalization;
using CsvHelper.Configuration.Attributes;

namespace CryApi.Cli;

/// <summary>
/// Bundles of a cross-validation: <c>fold-0/</c>, <c>fold-1/</c>, … each with the bundle trained without a fold's groups and, in
/// <c>clips.csv</c> (column <c>path</c>), the clips it was kept from. A dataset made of those clips says itself, in the column
/// <c>fold</c> of its manifest, which bundle knows nothing of which of its own.
/// </summary>
internal static class FoldBundles
{
    /// <summary>One fold.</summary>
    internal sealed record Fold(int Number, string Folder, HashSet<string> Clips);

    private sealed class LeftOut
    {
        [Name("path")]
        public required string Path { get; init; }
    }

    /// <summary>How the figures were measured, in words.</summary>
    /// <param name="folds">How many folds, or null for one bundle.</param>
    public static string Protocol(int? folds) => folds is { } count
        ? $"{count}-fold by group, pooled; each clip judged by a bundle trained without its group"
        : "one bundle on all clips, which may include those it was trained on";

    /// <summary>Reads the folds and makes sure that they are a cross-validation by group.</summary>
    /// <exception cref="InvalidDataException">
    /// A clip stands in two folds, is not in the dataset or in a fold without a bundle, or a group is spread over folds.
    /// </exception>
    public static IReadOnlyList<Fold> Read(DirectoryInfo folder, Dataset dataset)
    {
        var bySelf = dataset.Clips.Any(c => c.Fold is not null);
        var folds = folder.GetDirectories("fold-*")
            .Select(d => (Number: int.Parse(d.Name.AsSpan("fold-".Length), CultureInfo.InvariantCulture), Folder: d.FullName))
            .Select(f => new Fold(f.Number, f.Folder, bySelf ? OwnFold(dataset, f.Number) : LeftOutOf(f.Folder)))
            .OrderBy(f => f.Number)
            .ToList();
        if (folds.Count == 0)
            throw new InvalidDataException($"{folder.FullName} holds no fold-*.");
        if (dataset.Clips.FirstOrDefault(c => c.Fold >= 0 && folds.TrueForAll(f => f.Number != c.Fold)) is { } lost)
            throw new InvalidDataException($"{lost.Path} is of fold {lost.Fold}, and {folder.FullName} holds no fold-{lost.Fold}.");

        var foldOfGroup = new Dictionary<string, int>(StringComparer.Ordinal);
        var clips = dataset.Clips.ToDictionary(c => c.Path, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fold in folds)
        {
            foreach (var path in fold.Clips)
            {
                if (!clips.TryGetValue(path, out var clip))
                    throw new InvalidDataException($"fold-{fold.Number} names {path}, which is not in the dataset.");
                if (!seen.Add(path))
                    throw new InvalidDataException($"{path} stands in two folds.");
                if (foldOfGroup.TryGetValue(clip.Group, out var other) && other != fold.Number)
                    throw new InvalidDataException($"The group {clip.Group} is spread over the folds {other} and {fold.Number}.");
                foldOfGroup[clip.Group] = fold.Number;
            }
        }

        return folds;
    }

    private static HashSet<string> OwnFold(Dataset dataset, int number) => [.. dataset.Clips.Where(c => c.Fold == number).Select(c => c.Path)];

    private static HashSet<string> LeftOutOf(string folder) => [.. Dataset.Csv<LeftOut>(Path.Combine(folder, "clips.csv")).Select(c => c.Path)];
}
