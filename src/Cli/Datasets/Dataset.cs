using System.Globalization;
using CsvHelper;

namespace CryApi.Cli;

/// <summary>A folder of clips with a manifest.</summary>
internal sealed class Dataset
{
    private readonly string _folder;

    private Dataset(string folder, IReadOnlyList<DatasetClip> clips)
    {
        _folder = folder;
        Clips = clips;
    }

    /// <summary>Its clips, in the manifest's order.</summary>
    public IReadOnlyList<DatasetClip> Clips { get; }

    /// <summary>Reads the manifest.</summary>
    /// <param name="folder">Folder that the paths are relative to.</param>
    /// <param name="manifest">The manifest, or null for <c>manifest.csv</c> in the folder.</param>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="CsvHelperException">A needed column is missing.</exception>
    public static Dataset Read(DirectoryInfo folder, FileInfo? manifest = null) =>
        new(folder.FullName, ReadClips(manifest?.FullName ?? Path.Combine(folder.FullName, "manifest.csv")));

    /// <summary>The part of the dataset that meets a condition.</summary>
    public Dataset Where(Predicate<DatasetClip> condition) => new(_folder, [.. Clips.Where(c => condition(c))]);

    /// <summary>Makes sure that every clip has a value in a column.</summary>
    /// <exception cref="InvalidDataException">The manifest has no such column.</exception>
    public void Check(string column)
    {
        foreach (var clip in Clips)
            _ = clip.Value(column);
    }

    /// <summary>The bytes of a clip.</summary>
    public Task<byte[]> ReadAsync(DatasetClip clip, CancellationToken cancellationToken) =>
        File.ReadAllBytesAsync(At(clip.Path), cancellationToken);

    /// <summary>Where a file of the dataset lies.</summary>
    public string At(string path) => Path.Combine(_folder, path);

    /// <summary>The rows of a CSV file with a header.</summary>
    public static IReadOnlyList<T> Csv<T>(string path)
    {
        using var reader = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<T>()];
    }

    private static List<DatasetClip> ReadClips(string path)
    {
        using var reader = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        var clips = new List<DatasetClip>();
        foreach (var clip in reader.GetRecords<DatasetClip>())
        {
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (index, name) in reader.HeaderRecord!.Index())
                columns[name] = reader.GetField(index) ?? "";
            clip.Columns = columns;
            clips.Add(clip);
        }

        return clips;
    }
}
