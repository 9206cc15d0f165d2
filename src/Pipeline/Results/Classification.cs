using System.Text.Json.Serialization;
using CryApi.Audio;
using CryApi.Features.Acoustics;

namespace CryApi.Pipeline;

/// <summary>Stage 2: which type of cry.</summary>
/// <param name="CryType">The most probable type, or null when its probability is below <paramref name="Threshold"/>.</param>
/// <param name="Label">The type, or in words that there is none.</param>
/// <param name="Confidence">The highest of <paramref name="Probabilities"/>, 0…1.</param>
/// <param name="Threshold">The threshold used, 0…1.</param>
/// <param name="Probabilities">Type → probability; they sum to 1.</param>
/// <param name="Calibrated">What the vote is worth, with what the caller knew before; absent when the classifier has no calibration.</param>
/// <param name="StartSeconds">Start of the classified part, seconds from the start of the audio.</param>
/// <param name="EndSeconds">End of the classified part.</param>
/// <param name="Acoustics">What the part from <c>startSeconds</c> to <c>endSeconds</c> sounds like; absent inside <see cref="Analysis"/>, which has its own.</param>
/// <param name="Audio">What the audio was; absent inside <see cref="Analysis"/>, which has its own.</param>
/// <param name="Model">The classifier.</param>
public sealed record Classification(
    string? CryType,
    string Label,
    double Confidence,
    double Threshold,
    IReadOnlyDictionary<string, double> Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CalibratedTypes? Calibrated,
    double StartSeconds,
    double EndSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CryAcoustics? Acoustics,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AudioDescription? Audio,
    ModelReference Model);
