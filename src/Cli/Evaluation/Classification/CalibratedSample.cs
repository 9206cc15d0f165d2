using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>
/// One repeat's posterior probabilities under a prior, or a resample of them. Clips count so that the total of each type is the prior's:
/// the figures are those of a world where the types are as frequent as the prior says. Not thread-safe.
/// </summary>
internal sealed class CalibratedSample : IResample
{
    private readonly int[] _truth;
    private readonly double[] _prior;
    private readonly int[] _evidence;
    private readonly double[] _top;
    private readonly bool[] _right;
    private readonly double[] _priorRight;
    private readonly double[] _loss;
    private readonly double[] _weights;
    private readonly double[] _counts;
    private readonly Calibration _calibration;

    // By evidence.
    private readonly Sums[] _sums = new Sums[TypePosterior.Evidence.Count];
    private Sums _all;

    /// <summary>Applies the prior; each clip counts as its type is likely.</summary>
    /// <param name="truth">Index of each clip's type.</param>
    /// <param name="uniform">[clip][type], posterior under the uniform prior.</param>
    /// <param name="evidence">Strength of evidence of each clip, index into <see cref="TypePosterior.Evidence"/>.</param>
    /// <param name="prior">Probability of each type beforehand; 0 for a type without a clip.</param>
    public CalibratedSample(
        IReadOnlyList<int> truth, IReadOnlyList<double[]> uniform, IReadOnlyList<int> evidence, IReadOnlyList<double> prior)
    {
        (_truth, _prior, _evidence) = ([.. truth], [.. prior], [.. evidence]);
        int[] likely = [.. Enumerable.Range(0, _prior.Length).Where(label => _prior[label] == _prior.Max())];
        double[][] posterior = [.. uniform.Select(u => Bayes.Posterior(u, _prior))];
        _top = [.. posterior.Select(p => p.Max())];
        _right = [.. posterior.Select((p, i) => Array.IndexOf(p, _top[i]) == _truth[i])];
        _priorRight = [.. _truth.Select(t => likely.Contains(t) ? 1.0 / likely.Length : 0)];
        _loss = [.. posterior.Select((p, i) => -Math.Log(Math.Max(p[_truth[i]], TypeSample.LeastProbability)))];
        _weights = new double[_truth.Length];
        _counts = new double[_prior.Length];
        _calibration = new Calibration(_top, _right);
        Weigh([]);
    }

    /// <summary>Expected calibration error of the best type's probability.</summary>
    public double CalibrationError => _calibration.ExpectedError();

    /// <summary>Mean of −ln(probability of the truth).</summary>
    public double LogLoss => _all.Loss;

    /// <inheritdoc/>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        Array.Clear(_counts);
        for (var i = 0; i < _truth.Length; i++)
            _counts[_truth[i]] += weights.IsEmpty ? 1 : weights[i];

        // A resample that lacks a type can't be weighted to the prior: nothing is known of it.
        var scale = _prior.Where((p, label) => p > 0 && _counts[label] == 0).Any() ? double.NaN : 1;
        Array.Clear(_sums);
        _all = default;
        for (var i = 0; i < _truth.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            _weights[i] = scale * (weight == 0 ? 0 : weight * _prior[_truth[i]] / _counts[_truth[i]]);
            _sums[_evidence[i]].Add(this, i);
            _all.Add(this, i);
        }

        _calibration.WeighBy(_weights);
    }

    /// <summary>Share of the answers with this evidence; null for all of them.</summary>
    public double Share(int? evidence) => Of(evidence).Weight;

    /// <summary>How often the best type is right in these answers; NaN where there are none.</summary>
    public double Right(int? evidence) => Of(evidence).Right / Share(evidence);

    /// <summary>Mean probability of the best type in these answers.</summary>
    public double Promised(int? evidence) => Of(evidence).Top / Share(evidence);

    /// <summary>How often the prior's most probable type is right in these answers, the mean over equally probable ones.</summary>
    public double PriorRight(int? evidence) => Of(evidence).PriorRight / Share(evidence);

    private Sums Of(int? evidence) => evidence is { } level ? _sums[level] : _all;

    /// <summary>Weighted sums over some of the answers.</summary>
    private struct Sums
    {
        public double Weight;
        public double Right;
        public double Top;
        public double PriorRight;
        public double Loss;

        public void Add(CalibratedSample sample, int clip)
        {
            var weight = sample._weights[clip];
            Weight += weight;
            Right += sample._right[clip] ? weight : 0;
            Top += weight * sample._top[clip];
            PriorRight += weight * sample._priorRight[clip];
            Loss += weight * sample._loss[clip];
        }
    }
}
