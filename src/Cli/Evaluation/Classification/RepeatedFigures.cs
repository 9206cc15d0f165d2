namespace CryApi.Cli;

/// <summary>Judgements that figures are computed from, counted again for every resample.</summary>
internal interface IResample
{
    /// <summary>Counts again.</summary>
    /// <param name="weights">How often each clip counts, or empty for once each.</param>
    void Weigh(ReadOnlySpan<int> weights);
}

/// <summary>One figure of each repeat of a cross-validation.</summary>
/// <param name="Name">In reports.</param>
/// <param name="Of">Its value in one repeat; NaN where it can't be measured.</param>
/// <param name="Baseline">The trivial rule's.</param>
/// <param name="Chance">That of answers drawn by the classes' shares.</param>
internal sealed record RepeatedFigure<T>(string Name, Func<T, double> Of, double? Baseline = null, double? Chance = null)
    where T : IResample;

/// <summary>
/// Figures of a repeated cross-validation: the mean over the repeats of the figure within each, its standard deviation over them
/// (n − 1 below the line), and its interval. A clip was judged once in every repeat, so a resample takes a group with all its repeats.
/// </summary>
internal static class RepeatedFigures
{
    /// <summary>Computes all figures.</summary>
    /// <param name="groups">Group of each clip.</param>
    /// <param name="repeats">The same clips in every repeat, in the same order.</param>
    /// <param name="figures">What to compute.</param>
    public static IReadOnlyList<Figure> Of<T>(
        IReadOnlyList<string> groups, IReadOnlyList<T> repeats, IReadOnlyList<RepeatedFigure<T>> figures)
        where T : IResample
    {
        var samples = GroupBootstrap.Samples(groups, figures.Count, (weights, values) =>
        {
            values.Clear();
            foreach (var repeat in repeats)
            {
                repeat.Weigh(weights);
                for (var f = 0; f < figures.Count; f++)
                    values[f] += figures[f].Of(repeat) / repeats.Count;
            }
        });
        foreach (var repeat in repeats)
            repeat.Weigh([]);

        // Drawing one group again and again varies nothing: that would look like certainty.
        var isVaried = groups.Distinct().Count() > 1;
        return
        [
            .. figures.Select((figure, f) =>
            {
                double[] each = [.. repeats.Select(figure.Of)];
                return Figure.Of(figure.Name, each.Average(), Figure.Known(figure.Baseline), isVaried ? GroupBootstrap.Interval(samples[f]) : null) with
                {
                    Chance = Figure.Known(figure.Chance),
                    Deviation = Figure.Known(Deviation(each)),
                };
            }),
        ];
    }

    /// <summary>Standard deviation of a sample; NaN of a single value.</summary>
    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
