using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Loads the bundle in the folder of the configuration, as often as asked; the decoders are looked for once.</summary>
internal sealed partial class ModelSource(
    IOptions<LimitsOptions> limits,
    IOptions<ModelsOptions> models,
    IOptions<AudioOptions> audio,
    IOptions<EventsOptions> events,
    IOptions<ClassificationOptions> classification,
    WarmUp warmUp,
    ILogger<DecoderStatus> logger)
{
    private readonly AudioLimits _limits = limits.Value.ToAudioLimits();
    private AudioDecoders? _decoders;

    /// <summary>Where the bundle is.</summary>
    public string Folder { get; } = Path.TrimEndingDirectorySeparator(
        ModelsFolder.Resolve(models.Value.Path, Environment.CurrentDirectory, AppContext.BaseDirectory));

    /// <summary>A pipeline of what is in the folder now: verified, loaded and warmed up. Not to be called by several threads at once.</summary>
    /// <exception cref="ModelBundleException">A file of the bundle is missing or wrong.</exception>
    /// <exception cref="OptionsValidationException">The prior of the configuration doesn't fit the bundle's types.</exception>
    /// <exception cref="FfmpegException">The ffmpeg that is configured does not work.</exception>
    public SharedPipeline Load()
    {
        // The decoder is tried while the models load: it is another process, and both take their time. On a thread of its own, as it blocks.
        var decoders = _decoders is null ? Task.Factory.StartNew(FindDecoders, default, TaskCreationOptions.LongRunning, TaskScheduler.Default) : null;
        var bundle = ModelBundle.Load(Folder, StageNames.All, models.Value.IntraOpThreads, models.Value.SessionsPerModel);
        try
        {
            var prior = classification.Value.ToPrior(bundle.Manifest.Stages[StageNames.Classifier].Labels!);
            _decoders ??= Announced(decoders!.GetAwaiter().GetResult());
            var pipeline = new CryPipeline(bundle, _decoders, _limits, events.Value.ToEventOptions(), prior);
            warmUp.Run(pipeline, _limits);
            FreedMemory.GiveBack();
            return new SharedPipeline(pipeline, bundle.Digest);
        }
        catch
        {
            bundle.Dispose();
            throw;
        }
    }

    private AudioDecoders FindDecoders() => AudioDecoders.Create(audio.Value.ToFfmpegOptions(limits.Value.DecodeTimeoutSeconds));

    private AudioDecoders Announced(AudioDecoders decoders)
    {
        if (decoders.Ffmpeg.Available)
            LogFfmpeg(logger, decoders.Ffmpeg.Version);
        else
            LogNoFfmpeg(logger, decoders.Ffmpeg.Problem);
        return decoders;
    }

    [LoggerMessage(LogLevel.Information, "Decodes through ffmpeg {Version}")]
    private static partial void LogFfmpeg(ILogger logger, string? version);

    [LoggerMessage(LogLevel.Warning, "Decodes WAV only: {Problem}")]
    private static partial void LogNoFfmpeg(ILogger logger, string? problem);
}
