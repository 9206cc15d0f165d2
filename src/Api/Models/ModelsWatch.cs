using System.Diagnostics;
using CryApi.Pipeline;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Looks at the folder of the models from time to time and takes up a bundle that has changed. It looks instead of listening, as no events
/// come from mounted volumes and from links that are exchanged.
/// </summary>
/// <remarks>The pipeline is asked for when it is needed: where nothing is watched this must not be what loads it.</remarks>
internal sealed partial class ModelsWatch(IServiceProvider services, IOptions<ModelsOptions> models, ModelReloads reloads, ILogger<ModelsWatch> logger)
    : BackgroundService
{
    // Looks after which a bundle that was refused is tried again: what was wrong may have been the moment's.
    private const int LooksBetweenTries = 12;

    private string? _last;
    private string? _settled;
    private string? _problem;
    private int _looksSinceRefusal;

    /// <summary>On one thread of its own: it blocks, and the C library keeps what is freed apart for each thread that ever loaded a model.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => models.Value.WatchSeconds > 0
        ? Task.Factory.StartNew(() => Watch(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        : Task.CompletedTask;

    /// <summary>Looks once. What differs from the last look is still being written, for all that is known.</summary>
    internal void Look(ModelSource source, SwappablePipeline pipeline)
    {
        var now = BundleFingerprint.Of(source.Folder);
        var isStill = now == _last;
        _last = now;
        var isKnown = now == _settled;
        if (!isStill || (isKnown && (_problem is null || ++_looksSinceRefusal < LooksBetweenTries)))
            return;

        _settled = now;
        _looksSinceRefusal = 0;
        var known = isKnown ? _problem : null;
        _problem = null;
        try
        {
            Take(source, pipeline);
        }
        catch (Exception e)
        {
            // Whatever it is: no bundle may end the service that has one which works. It is told once.
            _problem = e.Message;
            if (_problem != known)
                Refuse(e, source.Folder);
        }
    }

    private void Refuse(Exception exception, string folder)
    {
        if (exception is ModelBundleException or OptionsValidationException)
        {
            LogRefused(logger, exception.Message);

            // Callers need not know where it lies.
            reloads.Refused(exception.Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
            return;
        }

        LogFailed(logger, exception);
        reloads.Refused("The bundle can't be loaded; the server's log says why.");
    }

    private void Watch(CancellationToken stoppingToken)
    {
        var source = services.GetRequiredService<ModelSource>();
        var pipeline = services.GetRequiredService<SwappablePipeline>();
        while (!stoppingToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(models.Value.WatchSeconds)))
            Look(source, pipeline);
    }

    private void Take(ModelSource source, SwappablePipeline pipeline)
    {
        // Touched, or copied over with the same content: nothing to load, but maybe a problem that is over.
        if (ModelBundle.Verify(source.Folder, StageNames.All) == pipeline.Digest)
        {
            reloads.Unchanged();
            return;
        }

        var start = Stopwatch.GetTimestamp();
        var next = source.Load();
        var manifest = next.Pipeline.Manifest;
        pipeline.Swap(next);
        reloads.Loaded();
        LogLoaded(logger, manifest.Name, manifest.Version, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Information, "The models {Name} {Version} are in use now, loaded in {Milliseconds:F0} ms")]
    private static partial void LogLoaded(ILogger logger, string name, string version, double milliseconds);

    [LoggerMessage(LogLevel.Error, "The models in the folder are refused, those in use go on: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The models in the folder can't be loaded, those in use go on")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
