namespace CryApi.Cli;

/// <summary>The clips of one origin.</summary>
/// <param name="Origin">The origin.</param>
/// <param name="Folds">The folds whose bundles judged them.</param>
/// <param name="Clips">Clips judged.</param>
/// <param name="Groups">Groups among them; of one alone no intervals are made.</param>
/// <param name="Baseline">What the trivial rule is.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Permutation">Whether the answers have to do with the labels at all.</param>
/// <param name="Calibrated">What calibrated answers keep of their promise.</param>
internal sealed record OriginReport(
    string Origin,
    IReadOnlyList<int> Folds,
    int Clips,
    int Groups,
    string Baseline,
    IReadOnlyList<Figure> Figures,
    PermutationTest Permutation,
    CalibratedReport? Calibrated)
{
    /// <summary>Computes it of an origin's own clips.</summary>
    public static OriginReport Of(TypeTable table, string origin) => new(
        origin,
        [.. table.Repeats.SelectMany(r => r).Select(j => j.Fold).Distinct().Order()],
        table.Clips.Count,
        table.Groups.Distinct().Count(),
        TypeFigures.Baseline(table),
        TypeFigures.Of(table),
        PermutationTest.Of(table),
        CalibratedReport.Of(table));
}
