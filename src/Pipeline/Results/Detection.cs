using System.Text.Json.Serialization;
using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>Stage 1: is there a baby cry in the audio, and when.</summary>
/// <param name="IsCry">Whether <paramref name="Probability"/> ≥ <paramref name="Threshold"/>; then there is at least one event.</param>
/// <param name="Probability">Probability of a cry, 0…1: the maximum over the clip's windows.</param>
/// <param name="Threshold">The threshold used, 0…1.</param>
/// <param name="Events">Where the cries are, in order of time, not overlapping. Empty when there is no cry.</param>
/// <param name="Segments">The probability of every window, only when asked for.</param>
/// <param name="Audio">What the audio was; absent inside <see cref="Analysis"/>, which has its own.</param>
/// <param name="Model">The detector.</param>
public sealed record Detection(
    bool IsCry,
    double Probability,
    double Threshold,
    IReadOnlyList<CryEvent> Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProbabilitySegment>? Segments,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AudioDescription? Audio,
    ModelReference Model);

/// <summary>One stretch of crying.</summary>
/// <param name="StartSeconds">Start, seconds from the start of the audio.</param>
/// <param name="EndSeconds">End, seconds from the start of the audio; never past its end.</param>
/// <param name="MaxProbability">Highest window probability inside it, 0…1.</param>
public sealed record CryEvent(double StartSeconds, double EndSeconds, double MaxProbability);

/// <summary>One detection window.</summary>
/// <param name="StartSeconds">Start, seconds from the start of the audio.</param>
/// <param name="EndSeconds">End, seconds from the start of the audio; never past its end.</param>
/// <param name="Probability">Probability that there is a cry in it, 0…1.</param>
public sealed record ProbabilitySegment(double StartSeconds, double EndSeconds, double Probability);
