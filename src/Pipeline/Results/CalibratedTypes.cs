using System.Text.Json.Serialization;

namespace CryApi.Pipeline;

/// <summary>
/// What the classifier's vote is worth: how often it was right where it voted so, combined by Bayes' rule with what the caller knew before.
/// </summary>
/// <param name="Probabilities">Type → probability, given the sound and <paramref name="Prior"/>; they sum to 1.</param>
/// <param name="Prior">Type → probability before anything was heard, as used; they sum to 1. Without one every type has the same.</param>
/// <param name="Evidence">How much the sound alone says for the type that it speaks for most. It doesn't depend on the prior.</param>
/// <param name="PredictionSet">
/// The types that can't be ruled out, in the order of the labels: of the cries of any one type, a share of <paramref name="Coverage"/> has that
/// type in its set. All types: the sound tells nothing. None: it is like no cry of any type. A smaller set alone is no evidence: of the cries
/// of a type a share of 1 − <paramref name="Coverage"/> has a set without it, and the set of a clip that the model was trained on is smaller
/// than it should be. It doesn't depend on the prior.
/// </param>
/// <param name="Coverage">Share of the cries of each type whose set holds their type, above 0 and below 1.</param>
public sealed record CalibratedTypes(
    IReadOnlyDictionary<string, double> Probabilities,
    IReadOnlyDictionary<string, double> Prior,
    Evidence Evidence,
    IReadOnlyList<string> PredictionSet,
    double Coverage);

/// <summary>
/// Strength of evidence by the Bayes factor of the best type, P(sound | type) / mean of P(sound | another type): by how much the sound multiplies
/// the type's odds where all types are as likely beforehand. It belongs to the sound alone, whatever the prior.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Evidence>))]
public enum Evidence
{
    /// <summary>A factor below 1.5: the sound hardly says anything.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>From 1.5 to below 3.</summary>
    [JsonStringEnumMemberName("weak")]
    Weak,

    /// <summary>From 3 to below 10.</summary>
    [JsonStringEnumMemberName("moderate")]
    Moderate,

    /// <summary>10 or more.</summary>
    [JsonStringEnumMemberName("strong")]
    Strong,
}
