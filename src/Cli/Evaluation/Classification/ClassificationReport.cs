namespace CryApi.Cli;

/// <summary>What was found of classification: the figures that every stage has, and more. The confusion matrix is summed over the repeats.</summary>
internal sealed record ClassificationReport : Report
{
    private ClassificationReport(Report report)
        : base(report)
    {
    }

    /// <summary>What <see cref="Figure.Chance"/> is.</summary>
    public string Chance { get; } = TypeFigures.Chance;

    /// <summary>What the intervals are.</summary>
    public string Intervals { get; } =
        "1000 resamples of whole groups with all their repeats, those that lack a type left out; models not trained again; "
        + "resampling adds noise to every bin of ece, so that its interval lies too high";

    /// <summary>How often the cross-validation was repeated.</summary>
    public required int Repeats { get; init; }

    /// <summary>Type → clips that were not judged because the type was not asked for, or a bundle doesn't know it.</summary>
    public required IReadOnlyDictionary<string, int> LeftOut { get; init; }

    /// <summary>Whether the answers have to do with the labels at all.</summary>
    public required PermutationTest Permutation { get; init; }

    /// <summary>What calibrated answers keep of their promise; null where the bundles give none.</summary>
    public required CalibratedReport? Calibrated { get; init; }

    /// <summary>The same by origin of the clips; empty where all are of one.</summary>
    public required IReadOnlyList<OriginReport> Origins { get; init; }

    /// <summary>Computes all figures.</summary>
    /// <param name="judgements">The judgements of all repeats.</param>
    /// <param name="labels">Names of the types.</param>
    /// <param name="protocol">How it was measured.</param>
    /// <param name="leftOut">Type → clips that were not judged.</param>
    public static ClassificationReport Of(
        IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels, string protocol, IReadOnlyDictionary<string, int>? leftOut = null)
    {
        var table = TypeTable.Of(judgements, labels);
        Judgement[] all = [.. table.Repeats.SelectMany(r => r)];
        var origins = table.Clips.Select(c => c.Origin).Distinct().Order(StringComparer.Ordinal).ToArray();
        var report = new Report(
            "classification",
            protocol,
            TypeFigures.Baseline(table),
            table.Clips.Count,
            table.Groups.Distinct().Count(),
            TypeFigures.Of(table),
            labels,
            Cli.Confusion.Of(all, labels.Count),
            Cli.Slices.Of(all, labels, null));
        return new ClassificationReport(report)
        {
            Repeats = table.Repeats.Count,
            LeftOut = leftOut ?? new Dictionary<string, int>(),
            Permutation = PermutationTest.Of(table),
            Calibrated = CalibratedReport.Of(table),
            Origins = origins.Length == 1 ? [] : [.. origins.Select(origin => OriginReport.Of(table.Where(c => c.Origin == origin), origin))],
        };
    }
}
