using CsvHelper.Configuration.Attributes;

namespace CryApi.Cli;

/// <summary>When something is the case, in seconds from the start of a clip.</summary>
/// <param name="Start">Start.</param>
/// <param name="End">End, after the start.</param>
internal readonly record struct EventTimes(double Start, double End)
{
    /// <summary>Intersection over union with another stretch, 0…1.</summary>
    public double Overlap(EventTimes other)
    {
        var shared = Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));
        return shared == 0 ? 0 : shared / (End - Start + other.End - other.Start - shared);
    }

    private sealed class Row
    {
        [Name("path")]
        public required string Path { get; init; }

        [Name("start_seconds")]
        public required double Start { get; init; }

        [Name("end_seconds")]
        public required double End { get; init; }
    }

    /// <summary>Reads <c>events.csv</c> (columns path, start_seconds, end_seconds): the true events of clips, in order of time.</summary>
    /// <exception cref="InvalidDataException">A row names no clip of the dataset, or its times are none.</exception>
    public static ILookup<string, EventTimes> Read(string file, Dataset dataset)
    {
        var known = dataset.Clips.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        var rows = Dataset.Csv<Row>(file);
        foreach (var row in rows)
        {
            if (!known.Contains(row.Path))
                throw new InvalidDataException($"{file} names {row.Path}, which is not in the dataset.");
            if (!(row.Start >= 0 && row.Start < row.End && double.IsFinite(row.End)))
                throw new InvalidDataException($"{file}: an event of {row.Path} has the times {row.Start} and {row.End}.");
        }

        return rows.OrderBy(r => r.Start).ToLookup(r => r.Path, r => new EventTimes(r.Start, r.End), StringComparer.Ordinal);
    }
}
