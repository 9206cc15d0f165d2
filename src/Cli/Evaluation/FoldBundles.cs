using System.Globalization;
using CsvHelper.Configuration.Attributes;

namespace CryApi.Cli;

/// <summary>
/// Bundles of a cross-validation: <c>fold-0/</c>, <c>fold-1/</c>, … each with a bundle; in <c>clips.csv</c> (column <c>path</c>) the clips
/// that it was kept from; and maybe in <c>trained.csv</c> (columns <c>path</c> and, optional, <c>group</c> and <c>origin</c>) those that it
/// was trained on. Groups and origins that are not in <c>trained.csv</c> are the dataset's. A clip of the dataset is judged by the fold that
/// lists its path, or the path in its column <c>source</c>: altered copies go with the clip that they were made from.
/// </summary>
internal static class FoldBundles
{
    /// <summary>One fold.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Folder">Folder of its bundle.</param>
    /// <param name="Clips">Paths of the dataset's clips that it judges.</param>
    /// <param name="KeepsOriginsApart">Whether it is known to be trained on no clip of an origin that it judges.</param>
    internal sealed record Fold(int Number, string Folder, HashSet<string> Clips, bool KeepsOriginsApart = false);

    private sealed class Row
    {
        [Name("path")]
        public required string Path { get; init; }

        [Name("group")]
        [Optional]
        public string? Group { get; init; }

        [Name("origin")]
        [Optional]
        public string? Origin { get; init; }
    }

    /// <summary>How the figures were measured, in words.</summary>
    /// <param name="folds">The folds, or null for one bundle.</param>
    public static string Protocol(IReadOnlyList<Fold>? folds) => folds switch
    {
        null => "one bundle on all clips, which may include those it was trained on",
        _ when folds.All(f => f.KeepsOriginsApart) =>
            $"{folds.Count} folds of whole origins, pooled; each clip judged by a bundle trained without its origin and group",
        _ => $"{folds.Count}-fold by group, pooled; each clip judged by a bundle trained without its group",
    };

    /// <summary>Reads the folds and makes sure that none was trained on a group that it judges. Where a fold has <c>trained.csv</c> that is
    /// looked up there; where it has none, it was trained on all other folds, so that no group may be spread over folds.</summary>
    /// <exception cref="InvalidDataException">A group is on both sides, a clip stands in two folds, or what can't be known from the dataset.</exception>
    public static IReadOnlyList<Fold> Read(DirectoryInfo folder, Dataset dataset)
    {
        var folders = folder.GetDirectories("fold-*")
            .Select(d => (Number: int.TryParse(d.Name.AsSpan("fold-".Length), CultureInfo.InvariantCulture, out var n)
                ? n
                : throw new InvalidDataException($"{d.FullName} has no number."), d.FullName))
            .OrderBy(d => d.Number)
            .ToArray();
        if (folders.Length == 0)
            throw new InvalidDataException($"{folder.FullName} holds no fold-*.");

        var bySource = dataset.Clips.ToLookup(c => c.Source, StringComparer.Ordinal);
        var byPath = dataset.Clips.ToLookup(c => c.Path, StringComparer.Ordinal);
        IEnumerable<DatasetClip> Named(string path) => byPath[path].Concat(bySource[path]).Distinct();
        var folds = new List<Fold>();
        var foldOfClip = new Dictionary<string, int>(StringComparer.Ordinal);
        var foldOfGroup = new Dictionary<string, (int Number, bool IsExact)>(StringComparer.Ordinal);
        foreach (var (number, path) in folders)
        {
            var trained = Trained(Path.Combine(path, "trained.csv"), number, Named);
            var clips = new HashSet<string>(StringComparer.Ordinal);
            var origins = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in Dataset.Csv<Row>(Path.Combine(path, "clips.csv")))
            {
                var named = Named(row.Path).ToArray();
                // A part of the dataset is enough where the training is known; else the absent clips' groups could hide what is on both sides.
                if (named.Length == 0 && trained is null)
                    throw new InvalidDataException($"fold-{number} names {row.Path}, which is not in the dataset.");
                foreach (var clip in named)
                {
                    if (foldOfClip.TryGetValue(clip.Path, out var other) && other != number)
                        throw new InvalidDataException($"{clip.Path} stands in two folds.");
                    foldOfClip[clip.Path] = number;
                    CheckGroup(clip.Group, number, trained, foldOfGroup);
                    clips.Add(clip.Path);
                    origins.Add(clip.Origin);
                }
            }

            folds.Add(new Fold(number, path, clips, trained is { Origins: { } known } && !known.Overlaps(origins)));
        }

        return folds;
    }

    private static void CheckGroup(string group, int number, Training? trained, Dictionary<string, (int Number, bool IsExact)> foldOfGroup)
    {
        if (trained?.Groups.Contains(group) == true)
            throw new InvalidDataException($"fold-{number} was trained on the group {group}, which it judges.");
        if (foldOfGroup.TryGetValue(group, out var other) && other.Number != number && !(other.IsExact && trained is not null))
            throw new InvalidDataException($"The group {group} is spread over the folds {other.Number} and {number}.");
        foldOfGroup[group] = (number, trained is not null);
    }

    /// <summary>What a fold was trained on; null where it doesn't say.</summary>
    private static Training? Trained(string path, int number, Func<string, IEnumerable<DatasetClip>> named)
    {
        if (!File.Exists(path))
            return null;
        var groups = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>? origins = new(StringComparer.Ordinal);
        foreach (var row in Dataset.Csv<Row>(path))
        {
            var clips = named(row.Path).ToArray();
            if (clips.Length == 0 && string.IsNullOrEmpty(row.Group))
            {
                throw new InvalidDataException(
                    $"fold-{number} was trained on {row.Path}, which is not in the dataset; its group must stand in {path} (column group).");
            }

            groups.UnionWith(clips.Select(c => c.Group));
            if (!string.IsNullOrEmpty(row.Group))
                groups.Add(row.Group);
            if (!string.IsNullOrEmpty(row.Origin))
                origins?.Add(row.Origin);
            else if (clips.Length > 0)
                origins?.UnionWith(clips.Select(c => c.Origin));
            else
                origins = null;
        }

        return new Training(groups, origins);
    }

    /// <summary>Groups and, where all are known, origins that a fold was trained on.</summary>
    private sealed record Training(HashSet<string> Groups, HashSet<string>? Origins);
}
