using System.Globalization;

namespace CryApi.Cli;

/// <summary>The judgements by the values of one column of the manifest.</summary>
/// <param name="Column">The column.</param>
/// <param name="Slices">One entry per value and label, in the order of the values (numbers as numbers).</param>
internal sealed record SliceTable(string Column, IReadOnlyList<ValueSlice> Slices)
{
    /// <summary>Slices the judgements.</summary>
    /// <exception cref="InvalidDataException">The manifest has no such column.</exception>
    public static SliceTable Of(IReadOnlyList<Judgement> judgements, string column)
    {
        string[] values = [.. judgements.Select(j => j.Clip.Value(column))];
        var parts = Enumerable.Range(0, judgements.Count)
            .GroupBy(i => (Value: values[i], judgements[i].Truth))
            .OrderBy(g => g.Key.Truth)
            .ThenBy(g => double.TryParse(g.Key.Value, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity)
            .ThenBy(g => g.Key.Value, StringComparer.Ordinal)
            .Select(g => new Part(judgements, values, g.Key.Value, g.Key.Truth, [.. g]))
            .ToArray();
        string[] groups = [.. judgements.Select(j => j.Clip.Group)];
        var samples = GroupBootstrap.Samples(groups, 2 * parts.Length, (weights, found) =>
        {
            for (var p = 0; p < parts.Length; p++)
                (found[2 * p], found[(2 * p) + 1]) = parts[p].Measure(weights);
        });
        return new(column, [.. parts.Select((part, p) => part.Slice(samples[2 * p], samples[(2 * p) + 1]))]);
    }

    /// <summary>Clips of one value and label, and those that they are ranked against.</summary>
    private sealed class Part
    {
        private readonly IReadOnlyList<Judgement> _judgements;
        private readonly string _value;
        private readonly int _truth;
        private readonly int[] _own;
        private readonly int[] _ranked;
        private readonly int[] _weights;
        private readonly OperatingCurve _curve;
        private readonly bool _isMixed;

        public Part(IReadOnlyList<Judgement> judgements, string[] values, string value, int truth, int[] own)
        {
            (_judgements, _value, _truth, _own) = (judgements, value, truth, own);
            int[] others = [.. Enumerable.Range(0, judgements.Count).Where(i => judgements[i].Truth != truth)];
            int[] inSlice = [.. others.Where(i => values[i] == value)];
            _isMixed = inSlice.Length > 0;
            _ranked = [.. own, .. _isMixed ? inSlice : others];
            _weights = new int[_ranked.Length];
            _curve = new OperatingCurve(
                [.. _ranked.Select(i => judgements[i].Probabilities[1])], [.. _ranked.Select(i => judgements[i].Truth == 1)]);
        }

        public (double CalledCry, double RocAuc) Measure(ReadOnlySpan<int> weights)
        {
            double called = 0, all = 0;
            foreach (var i in _own)
            {
                all += weights[i];
                called += _judgements[i].Answer == 1 ? weights[i] : 0;
            }

            for (var r = 0; r < _ranked.Length; r++)
                _weights[r] = weights[_ranked[r]];
            _curve.Weigh(_weights);
            return (called / all, _curve.RocAuc());
        }

        public ValueSlice Slice(double[] calledCry, double[] rocAuc)
        {
            _curve.Weigh([]);
            var groups = _own.Select(i => _judgements[i].Clip.Group).Distinct().Count();
            // Drawing one group again and again varies nothing: that would look like certainty.
            (double, double)? IntervalOf(double[] sample) => groups > 1 ? GroupBootstrap.Interval(sample) : null;
            return new ValueSlice(
                _value,
                DetectionReport.LabelNames[_truth],
                _own.Length,
                groups,
                Figure.Of("called_cry", _own.Count(i => _judgements[i].Answer == 1) / (double)_own.Length, null, IntervalOf(calledCry)),
                _own.Average(i => _judgements[i].Probabilities[1]),
                Figure.Of("roc_auc", _curve.RocAuc(), 0.5, IntervalOf(rocAuc)),
                _isMixed ? "same slice" : _truth == 1 ? "all not_cry" : "all cry");
        }
    }
}

/// <summary>The clips of one value and label.</summary>
/// <param name="Value">The column's value.</param>
/// <param name="Label"><c>cry</c> or <c>not_cry</c>.</param>
/// <param name="Clips">How many.</param>
/// <param name="Groups">Groups among them; from one alone no interval is made.</param>
/// <param name="CalledCry">Share called cry at the default threshold: recall of cries, false positive rate of others.</param>
/// <param name="MeanProbability">Mean probability of a cry.</param>
/// <param name="RocAuc">Ranking against the clips of the other label.</param>
/// <param name="RocAucAgainst">Which: <c>same slice</c> where it holds both labels, else <c>all cry</c> or <c>all not_cry</c>.</param>
internal sealed record ValueSlice(
    string Value, string Label, int Clips, int Groups, Figure CalledCry, double MeanProbability, Figure RocAuc, string RocAucAgainst);
