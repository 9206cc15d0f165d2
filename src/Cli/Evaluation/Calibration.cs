namespace CryApi.Cli;

/// <summary>How well probabilities keep what they promise, in bins of equal width (Guo et al. 2017). Not thread-safe.</summary>
internal sealed class Calibration
{
    /// <summary>Bins of [0, 1]; each holds its upper edge, the first one both.</summary>
    public const int Bins = 15;

    private readonly double[] _probabilities;
    private readonly bool[] _positive;
    private readonly int[] _bin;
    private readonly double[] _count = new double[Bins];
    private readonly double[] _sum = new double[Bins];
    private readonly double[] _positives = new double[Bins];
    private double _squares;

    /// <summary>Puts the examples into bins; each counts once.</summary>
    /// <param name="probabilities">Probability of the positive label, 0…1.</param>
    /// <param name="positive">Labels.</param>
    public Calibration(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive)
    {
        _probabilities = probabilities.ToArray();
        _positive = positive.ToArray();
        _bin = [.. _probabilities.Select(p => Math.Clamp((int)Math.Ceiling(p * Bins) - 1, 0, Bins - 1))];
        Weigh([]);
    }

    /// <summary>Counts again.</summary>
    /// <param name="weights">How often each example counts, or empty for once each.</param>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        Clear();
        for (var i = 0; i < _bin.Length; i++)
            Add(i, weights.IsEmpty ? 1 : weights[i]);
    }

    /// <summary>Counts again.</summary>
    /// <param name="weights">How much each example counts, 0 or more.</param>
    public void WeighBy(ReadOnlySpan<double> weights)
    {
        Clear();
        for (var i = 0; i < _bin.Length; i++)
            Add(i, weights[i]);
    }

    /// <summary>Takes other labels for the same probabilities, each counting once.</summary>
    public void Relabel(ReadOnlySpan<bool> positive)
    {
        positive.CopyTo(_positive);
        Weigh([]);
    }

    /// <summary>Expected calibration error: |mean probability − share of positives| of each bin, weighed by its examples.</summary>
    public double ExpectedError()
    {
        var error = 0.0;
        for (var bin = 0; bin < Bins; bin++)
            error += Math.Abs(_sum[bin] - _positives[bin]);
        return error / _count.Sum();
    }

    /// <summary>Brier score: mean squared difference of probability and truth (0 or 1).</summary>
    public double Brier() => _squares / _count.Sum();

    /// <summary>The reliability diagram's points: bins that hold examples.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability() =>
    [
        .. Enumerable.Range(0, Bins).Where(bin => _count[bin] > 0).Select(bin => new ReliabilityBin(
            (double)bin / Bins, (bin + 1.0) / Bins, (int)_count[bin], _sum[bin] / _count[bin], _positives[bin] / _count[bin])),
    ];

    private void Clear()
    {
        Array.Clear(_count);
        Array.Clear(_sum);
        Array.Clear(_positives);
        _squares = 0;
    }

    private void Add(int example, double weight)
    {
        var (bin, truth) = (_bin[example], _positive[example] ? 1 : 0);
        var miss = _probabilities[example] - truth;
        _count[bin] += weight;
        _sum[bin] += weight * _probabilities[example];
        _positives[bin] += weight * truth;
        _squares += weight * miss * miss;
    }
}

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="From">Lower edge.</param>
/// <param name="To">Upper edge.</param>
/// <param name="Clips">Clips in it.</param>
/// <param name="MeanProbability">Their mean probability of a cry.</param>
/// <param name="ShareOfCries">What share of them are cries.</param>
internal sealed record ReliabilityBin(double From, double To, int Clips, double MeanProbability, double ShareOfCries);
