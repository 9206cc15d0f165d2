namespace CryApi.Pipeline;

/// <summary>What the classifier says of one stretch of audio.</summary>
/// <param name="Probabilities">Type → share of the vote, in the order of the labels; the sum is 1.</param>
/// <param name="Calibrated">What the vote is worth; null for a classifier without calibration.</param>
internal sealed record TypeScores(IReadOnlyDictionary<string, double> Probabilities, CalibratedTypes? Calibrated);
