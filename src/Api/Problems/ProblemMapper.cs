using CryApi.Audio;

namespace CryApi.Api;

/// <summary>Which problem an exception is to the caller.</summary>
internal static class ProblemMapper
{
    private const string Internal = "The server failed on this request. The trace id names it in the server's log.";

    public static ProblemException Map(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        AudioException audio => new(ProblemKinds.For(audio.Code), audio.Message),
        // No process, or no file for it, can be had: there are too many, or too little memory.
        FfmpegException => new(ProblemKinds.Overloaded, "The server can't start a decoder for this request; try again soon.") { Reason = Rejections.Decoder },
        BadHttpRequestException bad => new(ProblemKinds.ForStatus(bad.StatusCode), Sentence(bad.Message)),
        // As many bodies as are let in may be more than this machine's memory holds.
        OutOfMemoryException => new(ProblemKinds.Overloaded, "The server has no memory left for this request; try again soon.") { Reason = Rejections.Memory },
        _ => new(ProblemKinds.InternalError, Internal),
    };

    /// <summary>Whether the caller has gone, so that nobody reads an answer and nothing is wrong here.</summary>
    public static bool IsClientGone(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException;

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
