namespace CryApi.Pipeline;

/// <summary>Further outputs of a classifier's graph, computed in the same run as its main one: what the vote is worth.</summary>
/// <param name="Posterior">Calibrated probability of each type under a uniform prior; sums to 1.</param>
/// <param name="PredictionSet">1 where a type belongs to the label-conditional conformal prediction set, else 0.</param>
/// <param name="Coverage">Share of the clips of each type whose set holds their type, above 0 and below 1.</param>
public sealed record TypeCalibration(TensorDescription Posterior, TensorDescription PredictionSet, double Coverage);
