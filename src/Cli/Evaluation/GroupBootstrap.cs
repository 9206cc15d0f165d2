namespace CryApi.Cli;

/// <summary>
/// 95 % interval by resampling whole groups with replacement: clips of one infant or recording are not independent
/// (Efron and Tibshirani, percentile method). The models stay as they are, so the spread of training is not in it.
/// The draws depend on the names of the groups only, so the figures of two systems on the same clips are paired round by round.
/// </summary>
internal static class GroupBootstrap
{
    private const int Rounds = 1000;

    /// <summary>Gives the values of several figures where each example counts so often.</summary>
    public delegate void Measure(ReadOnlySpan<int> weights, Span<double> values);

    /// <summary>Figures of every resample.</summary>
    /// <param name="groups">Group of each example.</param>
    /// <param name="figures">How many figures <paramref name="measure"/> gives.</param>
    /// <param name="measure">Called once a round.</param>
    /// <returns>[figure][round]; NaN where a resample doesn't have the figure.</returns>
    public static double[][] Samples(IReadOnlyList<string> groups, int figures, Measure measure)
    {
        var members = groups.Select((g, i) => (g, i)).GroupBy(x => x.g, x => x.i)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        var random = new Random(20260101);
        var weights = new int[groups.Count];
        var values = new double[figures];
        var samples = new double[figures][];
        for (var f = 0; f < figures; f++)
            samples[f] = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(weights);
            for (var draw = 0; draw < members.Length; draw++)
            {
                foreach (var i in members[random.Next(members.Length)])
                    weights[i]++;
            }

            measure(weights, values);
            for (var f = 0; f < figures; f++)
                samples[f][round] = values[f];
        }

        return samples;
    }

    /// <summary>The middle 95 % of a sample, without its NaN; (NaN, NaN) where nothing is left.</summary>
    public static (double Low, double High) Interval(IEnumerable<double> sample)
    {
        double[] values = [.. sample.Where(double.IsFinite).Order()];
        return values.Length == 0
            ? (double.NaN, double.NaN)
            : (values[(int)(0.025 * (values.Length - 1))], values[(int)Math.Ceiling(0.975 * (values.Length - 1))]);
    }

    /// <summary>Interval of one figure.</summary>
    /// <param name="groups">Group of each example.</param>
    /// <param name="figure">Gets how often each example counts, gives the figure; NaN rounds are left out.</param>
    public static (double Low, double High) Interval(IReadOnlyList<string> groups, Func<int[], double> figure) =>
        Interval(Samples(groups, 1, (weights, values) => values[0] = figure(weights.ToArray()))[0]);
}
