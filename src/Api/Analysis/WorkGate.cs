using System.Diagnostics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Polly;
using Polly.RateLimiting;
using Polly.Timeout;

namespace CryApi.Api;

/// <summary>
/// Bounds memory by how many requests are let in, and processor use by one queue in front of the work: total time → concurrency → work. The
/// work runs on threads of the pool, so the pool keeps more of them than can be busy here: health checks and arriving bodies never wait for it.
/// </summary>
internal sealed class WorkGate : IDisposable
{
    private const int SpareThreads = 8;

    private readonly Arrivals _arrivals;
    private readonly ConcurrencyLimiter _limiter;
    private readonly ResiliencePipeline _pipeline;
    private readonly RetryEstimate _retry;
    private readonly CryMetrics _metrics;
    private readonly double _requestSeconds;

    public WorkGate(IOptions<LimitsOptions> limits, CryMetrics metrics, TimeProvider time)
    {
        Capacity = WorkCapacity.Of(limits.Value);
        _metrics = metrics;
        _requestSeconds = limits.Value.RequestTimeoutSeconds;
        _retry = new RetryEstimate(Capacity.Concurrency);
        _arrivals = new Arrivals(Capacity, time);

        // Who has sent a whole body is never refused: the queue's length is kept at the entrance, and all that are in find room here.
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = Capacity.Concurrency,
            QueueLimit = Capacity.InFlight,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _pipeline = new ResiliencePipelineBuilder()
            .AddTimeout(TimeSpan.FromSeconds(_requestSeconds))
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = wait => WaitAsync(wait.Context.CancellationToken) })
            .Build();

        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Capacity.Concurrency + SpareThreads), completionPorts);
    }

    /// <summary>How many there may be.</summary>
    public WorkCapacity Capacity { get; }

    /// <summary>Requests let in and not yet done.</summary>
    public int InFlight => _arrivals.InFlight;

    /// <summary>Requests with their whole body here that wait for a slot.</summary>
    public int Waiting => (int)_limiter.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Requests being worked on.</summary>
    public int Working => Capacity.Concurrency - (int)_limiter.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Why a request would not be let in now; null where it would.</summary>
    public ProblemException? Refusal() => ProblemOf(_arrivals.Room);

    /// <summary>Lets a request in before its body is read.</summary>
    /// <returns>To be told when the body is here, and disposed of when the request's memory is free again.</returns>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.Overloaded"/>: the queue is full, or as many as fit are in.</exception>
    public Arrivals.Admission Admit()
    {
        var room = _arrivals.Enter(out var admission);
        return admission ?? throw ProblemOf(room)!;
    }

    /// <summary>Runs work when its turn comes.</summary>
    /// <param name="state">What the work needs.</param>
    /// <param name="work">The work; its token is also cancelled when the time is over.</param>
    /// <param name="aborted">The caller has gone: the request leaves the queue, or its work stops.</param>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.Timeout"/>: not done in time, waiting included.</exception>
    public async Task<T> RunAsync<TState, T>(TState state, Func<TState, CancellationToken, Task<T>> work, CancellationToken aborted)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (call, token) => await call.Gate.WorkAsync(call.State, call.Work, token).ConfigureAwait(false),
                (Gate: this, State: state, Work: work),
                aborted).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            throw new ProblemException(ProblemKinds.Timeout, $"The work was not done within {_requestSeconds} s.");
        }
    }

    public void Dispose() => _limiter.Dispose();

    private async ValueTask<RateLimitLease> WaitAsync(CancellationToken cancellationToken)
    {
        using var time = _metrics.Measure("wait");
        return await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> WorkAsync<TState, T>(TState state, Func<TState, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var time = _metrics.Measure("work");
        try
        {
            return await work(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _retry.Add(Stopwatch.GetElapsedTime(started));
        }
    }

    private ProblemException? ProblemOf(Room room) => room switch
    {
        Room.Free => null,
        Room.TooManyInFlight => Overloaded("The server holds as many requests as it can; try again soon."),
        _ => Overloaded("As many requests as may wait are waiting; try again soon."),
    };

    private ProblemException Overloaded(string detail) => new(ProblemKinds.Overloaded, detail, retryAfter: _retry.After(Waiting));
}
