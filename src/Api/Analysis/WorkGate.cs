using System.Diagnostics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Polly;
using Polly.RateLimiting;
using Polly.Timeout;

namespace CryApi.Api;

/// <summary>
/// Bounds memory by how many requests hold a body, and processor use by one queue in front of the work: total time → concurrency → work. The
/// work runs on threads of the pool, so the pool keeps more of them than can be busy here: health checks and arriving bodies never wait for it.
/// </summary>
internal sealed class WorkGate : IDisposable
{
    private const int SpareThreads = 8;

    private readonly ConcurrencyLimiter _limiter;
    private readonly ResiliencePipeline _pipeline;
    private readonly RetryEstimate _retry;
    private readonly CryMetrics _metrics;
    private readonly double _requestSeconds;
    private int _inFlight;

    public WorkGate(IOptions<LimitsOptions> limits, CryMetrics metrics)
    {
        Capacity = WorkCapacity.Of(limits.Value);
        _metrics = metrics;
        _requestSeconds = limits.Value.RequestTimeoutSeconds;
        _retry = new RetryEstimate(Capacity.Concurrency);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = Capacity.Concurrency,
            QueueLimit = Capacity.QueueLength,
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
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests with their whole body here that wait for a slot.</summary>
    public int Waiting => (int)_limiter.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Requests being worked on.</summary>
    public int Working => Capacity.Concurrency - (int)_limiter.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Why a request would not be let in now; null where it would.</summary>
    public ProblemException? Refusal() => InFlight >= Capacity.InFlight ? TooMany() : HasRoom() ? null : QueueFull();

    /// <summary>Lets a request in before its body is read.</summary>
    /// <returns>Dispose of it when the request's memory is free again.</returns>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.Overloaded"/>: the queue is full, or as many as fit are in.</exception>
    public IDisposable Admit()
    {
        var refusal = Interlocked.Increment(ref _inFlight) > Capacity.InFlight ? TooMany() : HasRoom() ? null : QueueFull();
        if (refusal is null)
            return new Admission(this);
        Interlocked.Decrement(ref _inFlight);
        throw refusal;
    }

    /// <summary>Runs work when its turn comes.</summary>
    /// <param name="state">What the work needs.</param>
    /// <param name="work">The work; its token is also cancelled when the time is over.</param>
    /// <param name="aborted">The caller has gone: the request leaves the queue, or its work stops.</param>
    /// <exception cref="ProblemException">
    /// <see cref="ProblemKinds.Timeout"/>: not done in time, waiting included; <see cref="ProblemKinds.Overloaded"/>: bodies that arrived meanwhile
    /// have filled the queue.
    /// </exception>
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
        catch (RateLimiterRejectedException)
        {
            throw QueueFull();
        }
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>A slot free, or a place to wait for one. No place is kept for a body that is yet to arrive: slow senders would fill the queue.</summary>
    private bool HasRoom()
    {
        var now = _limiter.GetStatistics()!;
        return now.CurrentAvailablePermits > 0 || now.CurrentQueuedCount < Capacity.QueueLength;
    }

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

    private ProblemException TooMany() => Overloaded("The server holds as many requests as it can; try again soon.");

    private ProblemException QueueFull() => Overloaded("As many requests as may wait are waiting; try again soon.");

    private ProblemException Overloaded(string detail) => new(ProblemKinds.Overloaded, detail, retryAfter: _retry.After(Waiting));

    private sealed class Admission(WorkGate gate) : IDisposable
    {
        private WorkGate? _gate = gate;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gate, null) is { } gate)
                Interlocked.Decrement(ref gate._inFlight);
        }
    }
}
