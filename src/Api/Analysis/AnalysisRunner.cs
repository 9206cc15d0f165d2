using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>One of the pipeline's analyses.</summary>
internal delegate Task<T> AnalysisWork<T>(
    ICryPipeline pipeline,
    ReadOnlyMemory<byte> audio,
    AnalysisOptions options,
    CancellationToken cancellationToken);

/// <summary>What the three analyses share: let in, receive the body, wait for a turn, work, each within its time.</summary>
internal sealed class AnalysisRunner(
    ICryPipeline pipeline,
    Readiness readiness,
    WorkGate gate,
    BodyReceiver bodies)
{
    /// <summary>Runs one analysis.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its validated query.</param>
    /// <param name="work">What is to be done with the bytes of its audio file.</param>
    /// <exception cref="ProblemException">It can't be done.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<T> RunAsync<T>(HttpContext context, IAnalysisQuery query, AnalysisWork<T> work)
    {
        var options = query.ToOptions();
        readiness.ThrowIfNotOpen();
        using var admission = gate.Admit();
        using var audio = await bodies.ReceiveAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        admission.Arrive();
        return await gate.RunAsync(
            (Work: work, Pipeline: pipeline, Audio: audio.Written, Options: options),
            static (call, token) => call.Work(call.Pipeline, call.Audio, call.Options, token),
            context.RequestAborted).ConfigureAwait(false);
    }
}
