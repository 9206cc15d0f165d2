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
/// A repeat without the figure, such as one without strong evidence, is left out of the mean.
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
        var each = new double[figures.Count][];
        for (var f = 0; f < each.Length; f++)
            each[f] = new double[repeats.Count];
        void Measure(ReadOnlySpan<int> weights, Span<double> values)
        {
            for (var r = 0; r < repeats.Count; r++)
            {
                repeats[r].Weigh(weights);
                for (var f = 0; f < figures.Count; f++)
                    each[f][r] = figures[f].Of(repeats[r]);
            }

            for (var f = 0; f < figures.Count; f++)
                values[f] = Mean(each[f]);
        }

        var samples = GroupBootstrap.Samples(groups, figures.Count, Measure);
        var found = new double[figures.Count];
        Measure([], found);

        // Drawing one group again and again varies nothing: that would look like certainty.
        var isVaried = groups.Distinct().Count() > 1;
        return
        [
            .. figures.Select((figure, f) =>
                Figure.Of(figure.Name, found[f], Figure.Known(figure.Baseline), isVaried ? GroupBootstrap.Interval(samples[f]) : null) with
                {
                    Chance = Figure.Known(figure.Chance),
                    Deviation = Figure.Known(Deviation(each[f])),
                }),
        ];
    }

    /// <summary>Mean of what is a number; NaN where nothing is.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            sum += value;
            count++;
        }

        return sum / count;
    }

    /// <summary>Standard deviation of what is a number; NaN of less than two.</summary>
    private static double Deviation(double[] values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length < 2)
            return double.NaN;
        var mean = known.Average();
        return Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / (known.Length - 1));
    }
}
