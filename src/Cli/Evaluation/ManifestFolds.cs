using System.Globalization;

namespace CryApi.Cli;

/// <summary>
/// Folds of a dataset that was made of other clips, such as scenes: the column <c>fold</c> of its manifest says which of the bundles
/// <c>fold-0/</c>, <c>fold-1/</c>, … has heard nothing of a clip. Clips of the fold −1 are left out.
/// </summary>
internal static class ManifestFolds
{
    /// <summary>Reads the folds; null where the manifest has no such column.</summary>
    /// <exception cref="InvalidDataException">A fold has no bundle, or a group is spread over folds.</exception>
    public static IReadOnlyList<FoldBundles.Fold>? Read(DirectoryInfo folder, Dataset dataset)
    {
        if (dataset.Clips.All(c => c.Fold is null))
            return null;
        foreach (var group in dataset.Clips.GroupBy(c => c.Group))
        {
            if (group.Select(c => c.Fold).Distinct().Count() > 1)
                throw new InvalidDataException($"The group {group.Key} is spread over the folds {string.Join(", ", group.Select(c => c.Fold).Distinct())}.");
        }

        var folds = new List<FoldBundles.Fold>();
        foreach (var part in dataset.Clips.Where(c => c.Fold >= 0).GroupBy(c => c.Fold!.Value).OrderBy(g => g.Key))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"fold-{part.Key}");
            var path = Path.Combine(folder.FullName, name);
            if (!Directory.Exists(path))
                throw new InvalidDataException($"{part.First().Path} is of fold {part.Key}, and {folder.FullName} holds no {name}.");
            folds.Add(new FoldBundles.Fold(part.Key, path, [.. part.Select(c => c.Path)], KeepsOriginsApart: false));
        }

        return folds;
    }
}
