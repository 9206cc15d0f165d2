namespace CryApi.Cli;

/// <summary>
/// How often answers as good as these would come about if they had nothing to do with the labels: 1000 permutations of the labels
/// (<see cref="GroupPermutation"/>) against the answers as they are. The models are not trained again on permuted labels, so it can't see what
/// training itself does without any signal: answers that lean away from a left-out fold's types, or luck in choosing settings on these clips.
/// </summary>
/// <param name="Permutations">How many.</param>
/// <param name="Clips">Clips judged.</param>
/// <param name="Movable">Clips of groups that can swap labels with another of the same size and origin.</param>
/// <param name="Changeable">Those of them in whose size the groups' labels are not all alike.</param>
/// <param name="Figures">One entry per figure.</param>
internal sealed record PermutationTest(int Permutations, int Clips, int Movable, int Changeable, IReadOnlyList<PermutedFigure> Figures)
{
    /// <summary>How it is done, in words.</summary>
    public string Method { get; } =
        "labels swapped as whole sets between groups of the same size and origin, groups without an equal keep theirs; models not trained again";

    private const int Rounds = 1000;

    // Sums in another order must not turn a tie into a win.
    private const double Slack = 1e-9;

    private static readonly (string Name, Func<TypeSample, double> Of, int Better)[] Tested =
    [
        ("balanced_accuracy", s => s.Macro(Confusion.Recall), 1),
        ("macro_roc_auc", s => s.MacroRocAuc(), 1),
        ("log_loss", s => s.LogLoss, -1),
    ];

    /// <summary>Runs the test.</summary>
    /// <param name="table">The answers.</param>
    /// <param name="seed">Seed of the permutations.</param>
    public static PermutationTest Of(TypeTable table, int seed = 20260101)
    {
        var repeats = TypeFigures.Samples(table);
        double[] Measure() => [.. Tested.Select(t => repeats.Average(t.Of))];

        var found = Measure();
        var permutation = new GroupPermutation(table.Clips, table.Truth);
        var random = new Random(seed);
        var rounds = new double[permutation.Changeable > 0 ? Rounds : 0][];
        for (var round = 0; round < rounds.Length; round++)
        {
            var truth = permutation.Next(random);
            foreach (var repeat in repeats)
                repeat.Relabel(truth);
            rounds[round] = Measure();
        }

        return new(
            Rounds,
            table.Clips.Count,
            permutation.Movable,
            permutation.Changeable,
            [.. Tested.Select((t, f) => Judge(t.Name, found[f], [.. rounds.Select(r => r[f])], t.Better))]);
    }

    private static PermutedFigure Judge(string name, double found, double[] rounds, int better)
    {
        if (rounds.Length == 0 || !double.IsFinite(found))
            return new(name, Figure.Known(found), null, null, null);
        var asGood = rounds.Count(r => better * (r - found) >= -Slack);
        double[] worstFirst = [.. rounds.OrderBy(r => better * r)];
        return new(name, found, (1.0 + asGood) / (1 + Rounds), rounds.Average(), worstFirst[(int)Math.Ceiling(0.95 * Rounds) - 1]);
    }
}

/// <summary>One figure and what permuted labels give.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">The service's; null where it can't be measured.</param>
/// <param name="PValue">(1 + permutations at least as good) / (1 + permutations); null, as the others, where no clip's label can change.</param>
/// <param name="NullMean">Mean of the permutations.</param>
/// <param name="Null95">95 % of the permutations are no better than this.</param>
internal sealed record PermutedFigure(string Name, double? Value, double? PValue, double? NullMean, double? Null95);
