namespace CryApi.Api;

/// <summary>When it makes sense to come back: the time that the queue needs, from how long work took of late. Thread-safe.</summary>
/// <param name="concurrency">Requests worked on at once.</param>
internal sealed class RetryEstimate(int concurrency)
{
    // The last few dozen count, so that one long recording does not send everybody away for long.
    private const double Weight = 1 / 32.0;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private double _meanSeconds;

    /// <summary>Takes in how long one request's work took.</summary>
    public void Add(TimeSpan work)
    {
        double before, after;
        do
        {
            before = Volatile.Read(ref _meanSeconds);
            after = before == 0 ? work.TotalSeconds : before + Weight * (work.TotalSeconds - before);
        }
        while (Interlocked.CompareExchange(ref _meanSeconds, after, before) != before);
    }

    /// <summary>Time until a queue of this length is empty, 1 to 30 s.</summary>
    public TimeSpan After(int waiting)
    {
        var queue = TimeSpan.FromSeconds(Volatile.Read(ref _meanSeconds) * (waiting + concurrency) / concurrency);
        return queue < s_shortest ? s_shortest : queue > s_longest ? s_longest : queue;
    }
}
