using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Holds up the stop while requests may still come: the host calls this before it stops the server. ApplicationStopping fires earlier, at the
/// signal itself, and nothing here hangs on it.
/// </summary>
internal sealed partial class Drain(Readiness readiness, IOptions<ShutdownOptions> options, TimeProvider time, ILogger<Drain> logger)
    : IHostedLifecycleService
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT];

    /// <summary>Not ready from now on; returns when the time is over, a second signal has come, or the host can't wait any longer.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Drain();
        var seconds = options.Value.DrainSeconds;
        if (seconds <= 0)
            return;

        LogDraining(logger, seconds);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The first signal's own handler is running or done: one that is registered now hears the next.
        var registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            try
            {
                enough.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It came as the drain was over.
            }
        }));
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, enough.Token).ConfigureAwait(false);
            LogDrained(logger);
        }
        catch (OperationCanceledException)
        {
            LogDrainedEarly(logger);
        }
        finally
        {
            Array.ForEach(registrations, registration => registration.Dispose());
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Not ready any more; serves what arrives for {Seconds} s. A second signal ends this")]
    private static partial void LogDraining(ILogger logger, double seconds);

    [LoggerMessage(LogLevel.Information, "Drained; accepts no more connections and finishes what it has")]
    private static partial void LogDrained(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Told again to stop; accepts no more connections and finishes what it has")]
    private static partial void LogDrainedEarly(ILogger logger);
}
