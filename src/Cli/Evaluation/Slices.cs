namespace CryApi.Cli;

/// <summary>The same judgements by origin and label; a clip that was judged in several repeats counts as one.</summary>
internal static class Slices
{
    /// <param name="judgements">All judgements.</param>
    /// <param name="labels">Label names.</param>
    /// <param name="probabilityOf">Label whose mean probability is told, or null for the true one's.</param>
    public static IReadOnlyList<Slice> Of(IReadOnlyList<Judgement> judgements, IReadOnlyList<string> labels, int? probabilityOf) =>
    [
        .. judgements.GroupBy(j => (j.Clip.Origin, j.Truth))
            .OrderBy(g => g.Key.Truth).ThenBy(g => g.Key.Origin, StringComparer.Ordinal)
            .Select(g => new Slice(
                g.Key.Origin,
                labels[g.Key.Truth],
                g.Select(j => j.Clip.Path).Distinct().Count(),
                g.Count(j => j.Answer == j.Truth) / (double)g.Count(),
                g.Average(j => j.Probabilities[probabilityOf ?? j.Truth]))),
    ];
}
