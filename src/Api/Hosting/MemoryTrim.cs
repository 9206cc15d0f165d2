using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// Gives memory back that bursts and long recordings have left. The collector looks through large objects only when enough new ones have come, which
/// takes hours here, as requests share their arrays: until then each rare coincidence of long recordings leaves its arrays, and the process grew by
/// 38 MB an hour.
/// </summary>
internal sealed partial class MemoryTrim(TimeProvider time, ILogger<MemoryTrim> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            Trim();
    }

    /// <summary>
    /// Requests stand still while the collector works, which takes little: nobody looks into arrays of samples, and few are in use. Those are moved
    /// together and the rest is given back at once: what is kept for the next burst grows with the largest one.
    /// </summary>
    private void Trim()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        FreedMemory.GiveBack();
        if (logger.IsEnabled(LogLevel.Debug))
            LogTrimmed(logger, GC.GetGCMemoryInfo(GCKind.FullBlocking).PauseDurations[0].TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Debug, "Memory was given back; requests stood still for {Milliseconds:F1} ms")]
    private static partial void LogTrimmed(ILogger logger, double milliseconds);
}
