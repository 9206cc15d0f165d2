using System.Text.Json.Serialization;

namespace CryApi.Cli;

/// <summary>What was found of one system's detection: the figures that every stage has, and more.</summary>
internal sealed record DetectionReport : Report
{
    private DetectionReport(Report report, IReadOnlyDictionary<string, double[]> samples)
        : base(report) => Samples = samples;

    /// <summary>Names of the labels: index 1 is the positive one.</summary>
    public static IReadOnlyList<string> LabelNames { get; } = ["not_cry", "cry"];

    /// <summary>Name of the system.</summary>
    public required string System { get; init; }

    /// <summary>Thresholds and what they give.</summary>
    public required IReadOnlyList<OperatingPoint> OperatingPoints { get; init; }

    /// <summary>The reliability diagram.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>Slices by the columns asked for.</summary>
    public required IReadOnlyList<SliceTable> SliceTables { get; init; }

    /// <summary>What it costs; null where it was not measured.</summary>
    public required Cost? Cost { get; init; }

    /// <summary>Every figure of every resample, by name: systems on the same clips are paired round by round.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double[]> Samples { get; }

    /// <summary>Computes all figures.</summary>
    /// <param name="system">Name of the system.</param>
    /// <param name="protocol">How it was measured.</param>
    /// <param name="judgements">Its judgements.</param>
    /// <param name="columns">Columns of the manifest to slice by.</param>
    /// <param name="cost">What it costs, if that was measured.</param>
    public static DetectionReport Of(
        string system, string protocol, IReadOnlyList<Judgement> judgements, IReadOnlyList<string> columns, Cost? cost = null)
    {
        string[] groups = [.. judgements.Select(j => j.Clip.Group)];
        var all = DetectionFigures.All;
        var sample = new DetectionSample(judgements);
        var samples = GroupBootstrap.Samples(groups, all.Count, (weights, values) =>
        {
            sample.Weigh(weights);
            for (var f = 0; f < all.Count; f++)
                values[f] = all[f].Of(sample);
        });
        sample.Weigh([]);
        var report = new Report(
            "detection",
            protocol,
            DetectionFigures.Baseline,
            judgements.Count,
            groups.Distinct().Count(),
            [.. all.Select((f, i) => Figure.Of(f.Name, f.Of(sample), f.Baseline(sample), GroupBootstrap.Interval(samples[i])))],
            LabelNames,
            Cli.Confusion.Of(judgements, LabelNames.Count),
            Cli.Slices.Of(judgements, LabelNames, 1));
        return new DetectionReport(report, all.Select((f, i) => (f.Name, samples[i])).ToDictionary(f => f.Name, f => f.Item2))
        {
            System = system,
            OperatingPoints = OperatingPoint.Of(judgements),
            Reliability = sample.Calibration.Reliability(),
            SliceTables = [.. columns.Select(column => SliceTable.Of(judgements, column))],
            Cost = cost,
        };
    }
}
