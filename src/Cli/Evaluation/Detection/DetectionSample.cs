namespace CryApi.Cli;

/// <summary>
/// The clips that one system judged, or a resample of them: all that figures of detection are computed from. What needs sorting is
/// sorted once; <see cref="Weigh"/> makes the next resample in one pass. Not thread-safe.
/// </summary>
internal sealed class DetectionSample
{
    private const double SecondsPerHour = 3600;

    private readonly bool[] _positive;
    private readonly bool[] _called;
    private readonly double[] _seconds;

    /// <summary>Lays out judgements; each clip counts once.</summary>
    public DetectionSample(IReadOnlyList<Judgement> judgements)
    {
        double[] scores = [.. judgements.Select(j => j.Probabilities[1])];
        _positive = [.. judgements.Select(j => j.Truth == 1)];
        _called = [.. judgements.Select(j => j.Answer == 1)];
        _seconds = [.. judgements.Select(j => j.Seconds)];
        Curve = new OperatingCurve(scores, _positive);
        Calibration = new Calibration(scores, _positive);
        Weigh([]);
    }

    /// <summary>What every threshold would give.</summary>
    public OperatingCurve Curve { get; }

    /// <summary>What the probabilities keep of their promise.</summary>
    public Calibration Calibration { get; }

    /// <summary>Cries called cry at the default threshold.</summary>
    public double Hits { get; private set; }

    /// <summary>Other clips called cry at the default threshold.</summary>
    public double FalseAlarms { get; private set; }

    /// <summary>Cries.</summary>
    public double Positives => Curve.Positives;

    /// <summary>Other clips.</summary>
    public double Negatives => Curve.Negatives;

    /// <summary>How long the clips without a cry last together, in hours.</summary>
    public double NegativeHours { get; private set; }

    /// <summary>What share of the clips are cries.</summary>
    public double Share => Positives / (Positives + Negatives);

    /// <summary>Cries called cry; 0 where there are none, as in scikit-learn.</summary>
    public double Recall => Ratio(Hits, Positives);

    /// <summary>Clips called cry that are; 0 where none is called.</summary>
    public double Precision => Ratio(Hits, Hits + FalseAlarms);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Ratio(2 * Hits, Hits + FalseAlarms + Positives);

    /// <summary>Other clips not called cry.</summary>
    public double Specificity => Ratio(Negatives - FalseAlarms, Negatives);

    /// <summary>Clips called right.</summary>
    public double Accuracy => Ratio(Hits + Negatives - FalseAlarms, Positives + Negatives);

    /// <summary>Mean of recall and specificity, or the one of them whose class there is.</summary>
    public double BalancedAccuracy => Positives == 0 ? Specificity : Negatives == 0 ? Recall : (Recall + Specificity) / 2;

    /// <summary>Counts again.</summary>
    /// <param name="weights">How often each clip counts, or empty for once each.</param>
    public void Weigh(ReadOnlySpan<int> weights)
    {
        Curve.Weigh(weights);
        Calibration.Weigh(weights);
        double hits = 0, falseAlarms = 0, seconds = 0;
        for (var i = 0; i < _positive.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (_positive[i])
            {
                hits += _called[i] ? weight : 0;
            }
            else
            {
                falseAlarms += _called[i] ? weight : 0;
                seconds += weight * _seconds[i];
            }
        }

        (Hits, FalseAlarms, NegativeHours) = (hits, falseAlarms, seconds / SecondsPerHour);
    }

    /// <summary>False alarms per hour of clips without a cry; NaN where there are none.</summary>
    public double PerHour(double falseAlarms) => NegativeHours == 0 ? double.NaN : falseAlarms / NegativeHours;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
