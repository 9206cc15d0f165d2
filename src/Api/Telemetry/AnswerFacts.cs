using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>What telemetry wants to know of an answer.</summary>
internal static class AnswerFacts
{
    private const string Cry = "cry";
    private const string NotCry = "not_cry";
    private const string Uncertain = "cry_type_uncertain";

    /// <summary>The verdict in the words of <see cref="Outcome"/>.</summary>
    public static string OutcomeOf(object? answer) => answer switch
    {
        Detection detection => detection.IsCry ? Cry : NotCry,
        Classification classification => classification.CryType is null ? Uncertain : Cry,
        Analysis { Outcome: Outcome.NotCry } => NotCry,
        Analysis { Outcome: Outcome.CryTypeUncertain } => Uncertain,
        Analysis => Cry,
        _ => "unknown",
    };

    /// <summary>The type that it names; null where it names none.</summary>
    public static string? TypeOf(object? answer) => answer switch
    {
        Classification classification => classification.CryType,
        Analysis analysis => analysis.Classification?.CryType,
        _ => null,
    };

    /// <summary>Length of the audio in seconds.</summary>
    public static double SecondsOf(object? answer)
    {
        AudioDescription? audio = answer switch
        {
            Detection detection => detection.Audio,
            Classification classification => classification.Audio,
            Analysis analysis => analysis.Audio,
            _ => null,
        };
        return audio?.DurationSeconds ?? 0;
    }
}
