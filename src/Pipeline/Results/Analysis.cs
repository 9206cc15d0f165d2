using System.Text.Json.Serialization;
using CryApi.Audio;
using CryApi.Features.Acoustics;

namespace CryApi.Pipeline;

/// <summary>Both stages: detection, then, only where there is a cry, classification of the crying part.</summary>
/// <param name="Outcome">The verdict in one word.</param>
/// <param name="Detection">Stage 1, without its audio.</param>
/// <param name="Classification">Stage 2, without its acoustics and its audio; null when there is no cry.</param>
/// <param name="Acoustics">
/// What the classified part, from <c>classification.startSeconds</c> to <c>classification.endSeconds</c>, sounds like; null when there is no cry.
/// </param>
/// <param name="Audio">What the audio was.</param>
public sealed record Analysis(
    Outcome Outcome,
    Detection Detection,
    Classification? Classification,
    CryAcoustics? Acoustics,
    AudioDescription Audio);

/// <summary>The verdict of an analysis.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>No cry found.</summary>
    [JsonStringEnumMemberName("not_cry")]
    NotCry,

    /// <summary>A cry with a type at or above the classification threshold.</summary>
    [JsonStringEnumMemberName("cry")]
    Cry,

    /// <summary>A cry whose type stays below the threshold.</summary>
    [JsonStringEnumMemberName("cry_type_uncertain")]
    CryTypeUncertain,
}
