namespace CryApi.Cli;

/// <summary>
/// One repeat's posterior probabilities under a prior, or a resample of them. Clips count so that the total of each type is the prior's:
/// the figures are those of a world where the types are as frequent as the prior says. Not thread-safe.
/// </summary>
internal sealed class CalibratedSample : IResample
{
    private readonly int[] _truth;
    private readonly double[] _prior;
    private readonly int[] _likely;
    private readonly int[] _evidence;
    private readonly double[] _top;
    private readonly bool[] _right;
    private readonly double[] _loss;
    private readonly double[] _weights;
    private readonly double[] _counts;
    private readonly Calibration _calibration;
    private bool _isWhole;

    /// <summary>Applies the prior; each clip counts as its type is likely.</summary>
    /// <param name="truth">Index of each clip's type.</param>
    /// <param name="uniform">[clip][type], posterior under the uniform prior.</param>
    /// <param name="evidence">Strength of evidence of each clip under <paramref name="prior"/>, index into <see cref="TypePosterior.Evidence"/>.</param>
    /// <param name="prior">Probability of each type beforehand; 0 for a type without a clip.</param>
    public CalibratedSample(
        IReadOnlyList<int> truth, IReadOnlyList<double[]> uniform, IReadOnlyList<int> evidence, IReadOnlyList<double> prior)
    {
        (_truth, _prior, _evidence) = ([.. truth], [.. prior], [.. evidence]);
        _likely = [.. Enumerable.Range(0, _prior.Length).Where(label => _prior[label] == _prior.Max())];
        double[][] posterior = [.. uniform.Select(u => TypePosterior.Under(u, prior))];
        _top = [.. posterior.Select(p => p.Max())];
        _right = [.. posterior.Select((p, i) => Array.IndexOf(p, _top[i]) == _truth[i])];
        _loss = [.. posterior.Select((p, i) => -Math.Log(Math.Max(p[_truth[i]], TypeSample.LeastProbability)))];
        _weights = new double[_truth.Length];
        _counts = new double[_prior.Length];
        _calibration = new Calibration(_top, _right);
        Weigh([]);
    }

    /// <summary>Expected calibration error of the best type's probability.</summary>
    public double CalibrationError => _isWhole ? _calibration.ExpectedError() : double.NaN;

    /// <summary>Mean of −ln(probability of the truth).</summary>
    public double LogLoss => _isWhole ? Sum(i => _loss[i]) : double.NaN;

    /// <inheritdoc/>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        Array.Clear(_counts);
        for (var i = 0; i < _truth.Length; i++)
            _counts[_truth[i]] += weights.IsEmpty ? 1 : weights[i];
        for (var i = 0; i < _truth.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            _weights[i] = weight == 0 ? 0 : weight * _prior[_truth[i]] / _counts[_truth[i]];
        }

        _isWhole = !_prior.Where((p, label) => p > 0 && _counts[label] == 0).Any();
        _calibration.WeighBy(_weights);
    }

    /// <summary>Share of the answers with this evidence; null for all of them.</summary>
    public double Share(int? evidence) => _isWhole ? Sum(i => Has(i, evidence) ? 1 : 0) : double.NaN;

    /// <summary>How often the best type is right in these answers; NaN where there are none.</summary>
    public double Right(int? evidence) => Sum(i => Has(i, evidence) && _right[i] ? 1 : 0) / Share(evidence);

    /// <summary>Mean probability of the best type in these answers.</summary>
    public double Promised(int? evidence) => Sum(i => Has(i, evidence) ? _top[i] : 0) / Share(evidence);

    /// <summary>How often the prior's most probable type is right in these answers, the mean over equally probable ones.</summary>
    public double PriorRight(int? evidence) => Sum(i => Has(i, evidence) && _likely.Contains(_truth[i]) ? 1.0 / _likely.Length : 0) / Share(evidence);

    private bool Has(int clip, int? evidence) => evidence is null || _evidence[clip] == evidence;

    private double Sum(Func<int, double> value)
    {
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
            sum += _weights[i] * value(i);
        return sum;
    }
}
