using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Bounds memory by how many requests hold a body, and processor use by how many are worked on. The work runs on threads of the
/// pool, so the pool keeps more of them than can be busy here: health checks and arriving bodies never wait for the work.
/// </summary>
internal sealed class WorkGate : IDisposable
{
    private const int SpareThreads = 8;

    private readonly SemaphoreSlim _slots;
    private readonly int _maxInFlight;
    private readonly int _concurrency;
    private int _inFlight;
    private int _waiting;

    public WorkGate(IOptions<LimitsOptions> limits)
    {
        var concurrency = limits.Value.MaxConcurrency > 0 ? limits.Value.MaxConcurrency : Environment.ProcessorCount;
        _maxInFlight = limits.Value.MaxInFlight;
        _concurrency = concurrency;
        _slots = new SemaphoreSlim(concurrency);

        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, concurrency + SpareThreads), completionPorts);
    }

    /// <summary>Requests let in and not yet done.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests that wait for a slot.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Requests that are worked on.</summary>
    public int Working => _concurrency - _slots.CurrentCount;

    /// <summary>Lets a request in.</summary>
    /// <returns>Dispose of it when the request's memory is free again.</returns>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.Overloaded"/>: as many as fit are in.</exception>
    public IDisposable Admit()
    {
        if (Interlocked.Increment(ref _inFlight) > _maxInFlight)
        {
            Interlocked.Decrement(ref _inFlight);
            throw new ProblemException(ProblemKinds.Overloaded, "The server holds as many requests as it can; try again soon.");
        }

        return new Lease(() => Interlocked.Decrement(ref _inFlight));
    }

    /// <summary>Waits for a slot to work in.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Dispose of it when the work is done.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return new Lease(() => _slots.Release());
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Lease(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
