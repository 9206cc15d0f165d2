namespace CryApi.Api;

/// <summary>One line for each finished analysis, in the category <see cref="Category"/>. Nothing in it comes from the client.</summary>
internal static partial class AnalysisLog
{
    /// <summary>Its name under <c>Logging:LogLevel</c>.</summary>
    public const string Category = "CryApi.Analysis";

    /// <param name="logger">A logger of the category.</param>
    /// <param name="level">Of the line.</param>
    /// <param name="operation">Name of the endpoint.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="outcome">The verdict, or the problem's code.</param>
    /// <param name="milliseconds">From the routing of the request to its answer, the writing of which is not part of it.</param>
    /// <param name="audioSeconds">Length of the audio; null where it wasn't analysed.</param>
    [LoggerMessage(EventId = 1, Message = "{Operation} {Status} {Outcome} in {Milliseconds} ms, {AudioSeconds} s of audio")]
    public static partial void Finished(
        ILogger logger, LogLevel level, string operation, int status, string outcome, double milliseconds, double? audioSeconds);
}
