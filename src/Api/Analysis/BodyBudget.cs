using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Bounds the memory of all request bodies together: as many large ones as are let in could be more than the machine holds. Thread-safe.
/// </summary>
internal sealed class BodyBudget
{
    // A body that grows lies in two arrays for a moment: one that holds it whole, which may be twice as long, and one of half its length.
    private const int ArraysOfOneBody = 3;

    // The samples and the models need the rest.
    private const int ShareOfMemory = 4;

    private long _left;

    public BodyBudget(IOptions<LimitsOptions> limits)
        : this(limits.Value.MaxBytesInFlight > 0
            ? limits.Value.MaxBytesInFlight
            : Math.Max(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory, ArraysOfOneBody * limits.Value.MaxBodyBytes))
    {
    }

    internal BodyBudget(long bytes) => _left = Capacity = bytes;

    /// <summary>Bytes in all.</summary>
    public long Capacity { get; }

    /// <summary>Bytes that may still be taken.</summary>
    public long Left => Interlocked.Read(ref _left);

    /// <summary>Takes bytes.</summary>
    /// <exception cref="ProblemException"><see cref="ProblemKinds.Overloaded"/>: there are not so many left.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
            return;
        Give(bytes);
        throw new ProblemException(ProblemKinds.Overloaded, "The server holds as many bytes of audio as it can; try again soon.") { Reason = Rejections.Memory };
    }

    /// <summary>Gives bytes back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _left, bytes);
}
