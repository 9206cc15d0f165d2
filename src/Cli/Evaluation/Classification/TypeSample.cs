namespace CryApi.Cli;

/// <summary>
/// One repeat's answers or a resample of them: all that figures of classification are computed from. Types without a clip count nowhere;
/// a figure is NaN in a resample that lacks a type it needs. Not thread-safe.
/// </summary>
internal sealed class TypeSample : IResample
{
    /// <summary>Smaller probabilities of the truth are taken for this one in the log-loss.</summary>
    public const double LeastProbability = 1e-6;

    private readonly int[] _truth;
    private readonly int[] _answers;
    private readonly double[][] _probabilities;
    private readonly int[][] _matrix;
    private readonly OperatingCurve[] _curves;
    private readonly Calibration _calibration;
    private readonly bool[] _positive;
    private double _loss;
    private bool _isWhole;

    /// <summary>Lays out answers; each clip counts once.</summary>
    /// <param name="truth">Index of each clip's type.</param>
    /// <param name="answers">Index of the type that each was given.</param>
    /// <param name="probabilities">[clip][type], each row with the sum 1.</param>
    public TypeSample(IReadOnlyList<int> truth, IReadOnlyList<int> answers, IReadOnlyList<double[]> probabilities)
    {
        (_truth, _answers, _probabilities) = ([.. truth], [.. answers], [.. probabilities]);
        _positive = new bool[_truth.Length];
        var labels = _probabilities[0].Length;
        _matrix = [.. Enumerable.Range(0, labels).Select(_ => new int[labels])];
        Present = [.. Enumerable.Range(0, labels).Where(l => _truth.Contains(l))];
        _curves = [.. Enumerable.Range(0, labels).Select(l => new OperatingCurve([.. _probabilities.Select(p => p[l])], Is(l)))];
        _calibration = new Calibration([.. _probabilities.Select(p => p.Max())], Right());
        Weigh([]);
    }

    /// <summary>Types that clips have.</summary>
    public IReadOnlyList<int> Present { get; }

    /// <summary>[truth][answer] → clips.</summary>
    public int[][] Matrix => _matrix;

    /// <summary>Share of the answers that are right.</summary>
    public double Accuracy => Confusion.Accuracy(_matrix);

    /// <summary>Mean over the clips of −ln(probability of the truth).</summary>
    public double LogLoss => _loss / _matrix.Sum(row => row.Sum());

    /// <summary>Expected calibration error of the top probability against being right.</summary>
    public double CalibrationError => _calibration.ExpectedError();

    /// <inheritdoc/>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        foreach (var row in _matrix)
            Array.Clear(row);
        _loss = 0;
        for (var i = 0; i < _truth.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            _matrix[_truth[i]][_answers[i]] += weight;
            _loss -= weight * Math.Log(Math.Max(_probabilities[i][_truth[i]], LeastProbability));
        }

        _isWhole = Present.All(label => _matrix[label].Sum() > 0);
        foreach (var curve in _curves)
            curve.Weigh(weights);
        _calibration.Weigh(weights);
    }

    /// <summary>Takes other types for the same answers, each clip counting once.</summary>
    /// <param name="truth">Index of each clip's type; as many of each type as before.</param>
    public void Relabel(ReadOnlySpan<int> truth)
    {
        truth.CopyTo(_truth);
        for (var label = 0; label < _curves.Length; label++)
            _curves[label].Relabel(Is(label));
        _calibration.Relabel(Right());
        Weigh([]);
    }

    /// <summary>Share of a type's clips that were given it.</summary>
    public double Recall(int label) => _matrix[label].Sum() == 0 ? double.NaN : Confusion.Recall(_matrix, label);

    /// <summary>Mean of a figure of the confusion matrix over the types.</summary>
    public double Macro(Func<int[][], int, double> figure) => _isWhole ? Confusion.Macro(_matrix, figure) : double.NaN;

    /// <summary>Ranking of a type against the others.</summary>
    public double RocAuc(int label) => _curves[label].RocAuc();

    /// <summary>Mean ranking of the types, one against the rest.</summary>
    public double MacroRocAuc() => Present.Average(RocAuc);

    /// <summary>Mean average precision of the types, one against the rest.</summary>
    public double MacroAveragePrecision() => Present.Count < 2 ? double.NaN : Present.Average(label => _curves[label].AveragePrecision());

    private ReadOnlySpan<bool> Is(int label)
    {
        for (var i = 0; i < _truth.Length; i++)
            _positive[i] = _truth[i] == label;
        return _positive;
    }

    private ReadOnlySpan<bool> Right()
    {
        for (var i = 0; i < _truth.Length; i++)
            _positive[i] = _truth[i] == _answers[i];
        return _positive;
    }
}
