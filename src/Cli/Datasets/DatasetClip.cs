using CsvHelper.Configuration.Attributes;

namespace CryApi.Cli;

/// <summary>One row of a dataset's manifest.csv.</summary>
internal sealed class DatasetClip
{
    /// <summary>Path below the dataset's folder.</summary>
    [Name("path")]
    public required string Path { get; init; }

    /// <summary>Where the clip comes from.</summary>
    [Name("origin")]
    [Optional]
    public string Origin { get; init; } = "";

    /// <summary>Infant, speaker or recording; clips of one group never stand on both sides of a split.</summary>
    [Name("group")]
    public required string Group { get; init; }

    /// <summary><c>cry</c>, <c>not_cry</c> or anything else where it is not known.</summary>
    [Name("detect_label")]
    [Optional]
    public string DetectLabel { get; init; } = "";

    /// <summary>The type of cry, or empty.</summary>
    [Name("type_label")]
    [Optional]
    public string TypeLabel { get; init; } = "";

    /// <summary>The fold whose bundle has heard nothing of the clip, where the manifest tells; clips of no fold have −1.</summary>
    [Name("fold")]
    [Optional]
    public int? Fold { get; init; }

    /// <summary>Every column of its row, by name.</summary>
    [Ignore]
    public IReadOnlyDictionary<string, string> Columns { get; set; } = new Dictionary<string, string>();

    /// <summary>Path of the clip that it was made from, where the manifest has the column <c>source</c>; else its own.</summary>
    [Ignore]
    public string Source => Columns.TryGetValue("source", out var source) && source.Length > 0 ? source : Path;

    /// <summary>The value of a column.</summary>
    /// <exception cref="InvalidDataException">The manifest has no such column.</exception>
    public string Value(string column) => Columns.TryGetValue(column, out var value)
        ? value
        : throw new InvalidDataException($"The manifest has no column {column}.");
}
