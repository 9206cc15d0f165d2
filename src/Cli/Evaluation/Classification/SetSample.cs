namespace CryApi.Cli;

/// <summary>One repeat's prediction sets or a resample of them; every clip counts once. Not thread-safe.</summary>
/// <param name="truth">Index of each clip's type.</param>
/// <param name="sets">[clip][type], whether the type is in the set.</param>
internal sealed class SetSample(IReadOnlyList<int> truth, IReadOnlyList<bool[]> sets) : IResample
{
    private readonly int[] _sizes = [.. sets.Select(s => s.Count(isIn => isIn))];
    private int[] _weights = [.. truth.Select(_ => 1)];

    /// <inheritdoc/>
    public void Weigh(ReadOnlySpan<int> weights) => _weights = weights.IsEmpty ? [.. truth.Select(_ => 1)] : weights.ToArray();

    /// <summary>Share of the sets that hold the truth, of one type's clips or of all; NaN where there are none.</summary>
    public double Coverage(int? label) => Mean(label, i => sets[i][truth[i]] ? 1 : 0);

    /// <summary>Mean number of types in a set.</summary>
    public double Size(int? label) => Mean(label, i => _sizes[i]);

    /// <summary>Share of the sets that are empty or hold every type, and so tell no type from another.</summary>
    public double Idle() => Mean(null, i => _sizes[i] == 0 || _sizes[i] == sets[i].Length ? 1 : 0);

    private double Mean(int? label, Func<int, double> value)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < _weights.Length; i++)
        {
            if (label is not null && truth[i] != label)
                continue;
            sum += _weights[i] * value(i);
            all += _weights[i];
        }

        return sum / all;
    }
}
