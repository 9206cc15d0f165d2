namespace CryApi.Cli;

/// <summary>
/// 95 % interval by resampling whole groups with replacement: clips of one infant or recording are not independent
/// (Efron and Tibshirani, percentile method). The models stay as they are, so the spread of training is not in it.
/// </summary>
internal static class GroupBootstrap
{
    private const int Rounds = 1000;

    /// <summary>Interval of a figure.</summary>
    /// <param name="groups">Group of each example.</param>
    /// <param name="figure">Gets how often each example counts, gives the figure; NaN rounds are left out.</param>
    public static (double Low, double High) Interval(IReadOnlyList<string> groups, Func<int[], double> figure)
    {
        var members = groups.Select((g, i) => (g, i)).GroupBy(x => x.g, x => x.i).Select(g => g.ToArray()).ToArray();
        var random = new Random(20260101);
        var weights = new int[groups.Count];
        var values = new List<double>(Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(weights);
            for (var draw = 0; draw < members.Length; draw++)
            {
                foreach (var i in members[random.Next(members.Length)])
                    weights[i]++;
            }

            var value = figure(weights);
            if (double.IsFinite(value))
                values.Add(value);
        }

        values.Sort();
        return values.Count == 0
            ? (double.NaN, double.NaN)
            : (values[(int)(0.025 * (values.Count - 1))], values[(int)Math.Ceiling(0.975 * (values.Count - 1))]);
    }
}
