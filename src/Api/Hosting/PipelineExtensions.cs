using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>The models and what runs requests through them.</summary>
internal static partial class PipelineExtensions
{
    // What a request that was in time needs to get its answer written when the server stops.
    private const double AnswerSeconds = 5;

    public static IServiceCollection AddCryPipeline(this IServiceCollection services)
    {
        // The models must outlive the last request that uses them.
        services.AddOptions<HostOptions>().Configure<IOptions<LimitsOptions>>((host, limits) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(limits.Value.RequestTimeoutSeconds + AnswerSeconds));
        return services
            .AddFluentOptions<LimitsOptions, LimitsOptionsValidator>(LimitsOptions.Section)
            .AddFluentOptions<ModelsOptions, ModelsOptionsValidator>(ModelsOptions.Section)
            .AddFluentOptions<AudioOptions, AudioOptionsValidator>(AudioOptions.Section)
            .AddFluentOptions<EventsOptions, EventsOptionsValidator>(EventsOptions.Section)
            .AddFluentOptions<ClassificationOptions, ClassificationOptionsValidator>(ClassificationOptions.Section)
            .AddSingleton<WarmUp>()
            .AddSingleton<ICryPipeline>(Load)
            .AddSingleton<Readiness>()
            .AddSingleton<WorkGate>()
            .AddSingleton<BodyBudget>()
            .AddSingleton<BodyReceiver>()
            .AddSingleton<CryMetrics>()
            .AddSingleton<AnalysisRunner>();
    }

    /// <summary>Loads the models before the server listens: a bundle that is wrong stops the start.</summary>
    /// <exception cref="ModelBundleException">A file of the bundle is missing or wrong.</exception>
    /// <exception cref="FfmpegException">The ffmpeg that is configured does not work.</exception>
    public static WebApplication LoadModels(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ICryPipeline>();
        _ = app.Services.GetRequiredService<WorkGate>();
        var readiness = app.Services.GetRequiredService<Readiness>();
        readiness.Open();
        app.Lifetime.ApplicationStopping.Register(readiness.Close);
        return app;
    }

    private static CryPipeline Load(IServiceProvider services)
    {
        var limits = services.GetRequiredService<IOptions<LimitsOptions>>().Value;
        var models = services.GetRequiredService<IOptions<ModelsOptions>>().Value;
        var classification = services.GetRequiredService<IOptions<ClassificationOptions>>().Value;
        var folder = ModelsFolder.Resolve(models.Path, Environment.CurrentDirectory, AppContext.BaseDirectory);
        var audio = limits.ToAudioLimits();
        var pipeline = CryPipelineLoader.Load(new PipelineOptions
        {
            ModelsPath = folder,
            IntraOpThreads = models.IntraOpThreads,
            SessionsPerModel = models.SessionsPerModel,
            Decoders = AudioDecoders.Create(services.GetRequiredService<IOptions<AudioOptions>>().Value.ToFfmpegOptions(limits.DecodeTimeoutSeconds)),
            Limits = audio,
            Events = services.GetRequiredService<IOptions<EventsOptions>>().Value.ToEventOptions(),
            Prior = classification.Prior.Length == 0
                ? null
                : classification.ToPrior(ModelBundle.ReadStage(folder, StageNames.Classifier).Labels!),
        });
        LogDecoder(services.GetRequiredService<ILogger<DecoderStatus>>(), pipeline.Decoder);
        services.GetRequiredService<WarmUp>().Run(pipeline, audio);
        return pipeline;
    }

    private static void LogDecoder(ILogger logger, DecoderStatus decoder)
    {
        if (decoder.Available)
            LogFfmpeg(logger, decoder.Version);
        else
            LogNoFfmpeg(logger, decoder.Problem);
    }

    [LoggerMessage(LogLevel.Information, "Decodes through ffmpeg {Version}")]
    private static partial void LogFfmpeg(ILogger logger, string? version);

    [LoggerMessage(LogLevel.Warning, "Decodes WAV only: {Problem}")]
    private static partial void LogNoFfmpeg(ILogger logger, string? problem);
}
