using System.Text.Json;
using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>Names of what went wrong, for spans and metrics: few, and none of a caller's making.</summary>
internal static class Failure
{
    /// <summary>The code of the problem in snake_case, <c>cancelled</c>, or the exception's class.</summary>
    public static string NameOf(Exception exception) => exception switch
    {
        AudioException audio => JsonNamingPolicy.SnakeCaseLower.ConvertName(audio.Code.ToString()),
        OperationCanceledException => "cancelled",
        _ => exception.GetType().Name,
    };
}
