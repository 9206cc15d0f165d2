namespace CryApi.Api;

/// <summary>How many requests there may be at once, once what <see cref="LimitsOptions"/> leaves open is decided.</summary>
/// <param name="Concurrency">Requests worked on, ≥ 1.</param>
/// <param name="QueueLength">Requests that wait for that, or will in a moment, ≥ 0; see <see cref="Arrivals"/>.</param>
/// <param name="InFlight">Requests with a body in memory: these two and those whose body is slow to arrive.</param>
internal sealed record WorkCapacity(int Concurrency, int QueueLength, int InFlight)
{
    // About half a second of waiting at 30 ms for each: long enough for a burst, short enough that nobody waiting has gone away.
    private const int QueuedForEach = 16;

    // Bodies that come slowly hold 64 KiB at first, and all together no more than BodyBudget has; so few places would only help who sends slowly on purpose.
    private const int InFlightForEach = 16;

    /// <summary>Decides.</summary>
    public static WorkCapacity Of(LimitsOptions limits)
    {
        var concurrency = limits.MaxConcurrency > 0 ? limits.MaxConcurrency : Environment.ProcessorCount;
        if (limits.MaxInFlight > 0)
            concurrency = Math.Min(concurrency, limits.MaxInFlight);
        var queue = limits.MaxQueueLength > 0 ? limits.MaxQueueLength : QueuedForEach * concurrency;
        if (limits.MaxInFlight > 0)
            queue = Math.Min(queue, limits.MaxInFlight - concurrency);
        return new WorkCapacity(concurrency, queue, limits.MaxInFlight > 0 ? limits.MaxInFlight : InFlightForEach * (concurrency + queue));
    }
}
