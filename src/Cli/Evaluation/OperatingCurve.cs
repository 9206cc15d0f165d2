namespace CryApi.Cli;

/// <summary>
/// What every threshold would give: for each score that occurs, from the highest down, the positives and negatives at or above it.
/// The scores are sorted once; <see cref="Weigh"/> counts again with other weights, which costs one pass. Not thread-safe.
/// </summary>
internal sealed class OperatingCurve
{
    // Allowed false alarms are a share times a count; rounding must not forbid the last of them.
    private const double Slack = 1e-9;

    private readonly int[] _order;
    private readonly int[] _ends;
    private readonly bool[] _positive;
    private readonly double[] _thresholds;
    private readonly double[] _hits;
    private readonly double[] _falseAlarms;

    /// <summary>Sorts the scores; each example counts once.</summary>
    /// <param name="scores">Scores, higher means more positive.</param>
    /// <param name="positive">Labels.</param>
    public OperatingCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        _positive = positive.ToArray();
        var keys = scores.ToArray();
        _order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, _order);
        Array.Reverse(keys);
        Array.Reverse(_order);
        _ends = [.. Enumerable.Range(1, keys.Length).Where(i => i == keys.Length || keys[i] != keys[i - 1])];
        _thresholds = [.. _ends.Select(end => keys[end - 1])];
        _hits = new double[_ends.Length];
        _falseAlarms = new double[_ends.Length];
        Weigh([]);
    }

    /// <summary>Positives, by weight.</summary>
    public double Positives => _hits.Length == 0 ? 0 : _hits[^1];

    /// <summary>Negatives, by weight.</summary>
    public double Negatives => _falseAlarms.Length == 0 ? 0 : _falseAlarms[^1];

    /// <summary>Counts again.</summary>
    /// <param name="weights">How often each example counts, or empty for once each.</param>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        double hits = 0, falseAlarms = 0;
        for (int k = 0, i = 0; k < _ends.Length; k++)
        {
            for (; i < _ends[k]; i++)
            {
                var example = _order[i];
                var weight = weights.IsEmpty ? 1 : weights[example];
                if (_positive[example])
                    hits += weight;
                else
                    falseAlarms += weight;
            }

            _hits[k] = hits;
            _falseAlarms[k] = falseAlarms;
        }
    }

    /// <summary>Takes other labels for the same scores, each counting once.</summary>
    public void Relabel(ReadOnlySpan<bool> positive)
    {
        positive.CopyTo(_positive);
        Weigh([]);
    }

    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann and Whitney).</summary>
    /// <returns>NaN where a class is absent.</returns>
    public double RocAuc()
    {
        double area = 0, hits = 0, falseAlarms = 0;
        for (var k = 0; k < _hits.Length; k++)
        {
            area += (_falseAlarms[k] - falseAlarms) * (hits + _hits[k]) / 2;
            (hits, falseAlarms) = (_hits[k], _falseAlarms[k]);
        }

        return area / (Positives * Negatives);
    }

    /// <summary>Average precision: precision at every threshold, weighted by the recall gained there (no interpolation).</summary>
    /// <returns>NaN where there is no positive.</returns>
    public double AveragePrecision()
    {
        double sum = 0, hits = 0;
        for (var k = 0; k < _hits.Length; k++)
        {
            if (_hits[k] > hits)
                sum += (_hits[k] - hits) * _hits[k] / (_hits[k] + _falseAlarms[k]);
            hits = _hits[k];
        }

        return sum / Positives;
    }

    /// <summary>The highest F1 of any threshold, and the highest threshold that has it.</summary>
    /// <returns>NaN where there is no positive.</returns>
    public (double F1, double Threshold) BestF1()
    {
        var best = (F1: Positives > 0 ? 0 : double.NaN, Threshold: double.PositiveInfinity);
        for (var k = 0; k < _hits.Length; k++)
        {
            var f1 = 2 * _hits[k] / (_hits[k] + _falseAlarms[k] + Positives);
            if (f1 > best.F1)
                best = (f1, _thresholds[k]);
        }

        return best;
    }

    /// <summary>The highest recall of any threshold with no more than so many false alarms.</summary>
    /// <returns>NaN where a class is absent; 0 where even the highest score has more.</returns>
    public double RecallWithin(double falseAlarms)
    {
        if (Positives == 0 || Negatives == 0)
            return double.NaN;
        var hits = 0.0;
        for (var k = 0; k < _hits.Length && _falseAlarms[k] <= falseAlarms + Slack; k++)
            hits = _hits[k];
        return hits / Positives;
    }

    /// <summary>The highest threshold with at least this recall.</summary>
    /// <returns>NaN where there is no positive.</returns>
    public double ThresholdFor(double recall)
    {
        for (var k = 0; k < _hits.Length; k++)
        {
            if (_hits[k] >= (recall * Positives) - Slack && Positives > 0)
                return _thresholds[k];
        }

        return double.NaN;
    }

    /// <summary>Positives and negatives that score at or above a threshold.</summary>
    public (double Hits, double FalseAlarms) At(double threshold)
    {
        // Thresholds fall from one to the next.
        int low = 0, high = _thresholds.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_thresholds[middle] >= threshold)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? (0, 0) : (_hits[low - 1], _falseAlarms[low - 1]);
    }
}
