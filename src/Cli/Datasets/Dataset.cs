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
        new(folder.FullName, Csv<DatasetClip>(manifest?.FullName ?? Path.Combine(folder.FullName, "manifest.csv")));

    /// <summary>The part of the dataset that meets a condition.</summary>
    public Dataset Where(Predicate<DatasetClip> condition) => new(_folder, [.. Clips.Where(c => condition(c))]);

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
}
