using CryApi.Pipeline;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>One of the pipeline's analyses.</summary>
internal delegate Task<T> AnalysisWork<T>(
    ICryPipeline pipeline,
    ReadOnlyMemory<byte> audio,
    AnalysisOptions options,
    CancellationToken cancellationToken);

/// <summary>What the three analyses share: let in, receive the body, wait for a slot, work, each within its time.</summary>
internal sealed class AnalysisRunner(
    ICryPipeline pipeline,
    Readiness readiness,
    WorkGate gate,
    BodyBudget budget,
    CryMetrics metrics,
    IOptions<LimitsOptions> limits)
{
    private readonly LimitsOptions _limits = limits.Value;

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
        using var audio = await WithinAsync(
            _limits.BodyTimeoutSeconds,
            token => ReceiveAsync(context.Request, token),
            () => new ProblemException(ProblemKinds.BodyTimeout, $"The body did not arrive within {_limits.BodyTimeoutSeconds} s."),
            context.RequestAborted).ConfigureAwait(false);
        return await WithinAsync(
            _limits.RequestTimeoutSeconds,
            token => WorkAsync(audio.Written, options, work, token),
            () => new ProblemException(ProblemKinds.Timeout, $"The work was not done within {_limits.RequestTimeoutSeconds} s."),
            context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<PooledBuffer> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var time = metrics.Measure("receive");
        return await AudioBody.ReadAsync(request, _limits.MaxBodyBytes, budget, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WorkAsync<T>(
        ReadOnlyMemory<byte> audio,
        AnalysisOptions options,
        AnalysisWork<T> work,
        CancellationToken cancellationToken)
    {
        using var slot = await WaitAsync(cancellationToken).ConfigureAwait(false);
        using var time = metrics.Measure("work");
        return await work(pipeline, audio, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        using var time = metrics.Measure("wait");
        return await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a step that the caller's leaving cancels; so does the end of its time, which is the problem given.</summary>
    private static async Task<T> WithinAsync<T>(
        double seconds,
        Func<CancellationToken, Task<T>> step,
        Func<ProblemException> late,
        CancellationToken aborted)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        clock.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            return await step(clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw late();
        }
    }
}
