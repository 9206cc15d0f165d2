using System.Diagnostics;

namespace CryApi.Pipeline;

/// <summary>
/// The time of one step, where its parts alternate with those of another: decoding and resampling go block by block, features and network
/// batch by batch. It begins with the first part and counts only while it runs. For one thread at a time.
/// </summary>
internal sealed class StepClock
{
    private long _since;
    private long _ticks;

    /// <summary>When the first part began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>Whether there was any part.</summary>
    public bool HasRun => StartedAt != default;

    /// <summary>All parts together.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>Begins a part.</summary>
    public void Start()
    {
        if (!HasRun)
            StartedAt = DateTime.UtcNow;
        _since = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends the part that runs, if one does.</summary>
    public void Stop()
    {
        if (_since == 0)
            return;
        _ticks += Stopwatch.GetTimestamp() - _since;
        _since = 0;
    }
}
