using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace CryApi.Api;

/// <summary>Receives the body of a request within its time.</summary>
internal sealed class BodyReceiver(BodyBudget budget, CryMetrics metrics, IOptions<LimitsOptions> limits)
{
    private readonly LimitsOptions _limits = limits.Value;

    private readonly ResiliencePipeline _pipeline =
        new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(limits.Value.BodyTimeoutSeconds)).Build();

    /// <summary>Reads it to its end; see <see cref="AudioBody.ReadAsync"/>.</summary>
    /// <exception cref="ProblemException">Also <see cref="ProblemKinds.BodyTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async Task<PooledBuffer> ReceiveAsync(HttpRequest request, CancellationToken aborted)
    {
        using var time = metrics.Measure("receive");
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (call, token) =>
                    await AudioBody.ReadAsync(call.Request, call.Limits.MaxBodyBytes, call.Budget, token).ConfigureAwait(false),
                (Request: request, Limits: _limits, Budget: budget),
                aborted).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            throw new ProblemException(ProblemKinds.BodyTimeout, $"The body did not arrive within {_limits.BodyTimeoutSeconds} s.");
        }
    }
}
