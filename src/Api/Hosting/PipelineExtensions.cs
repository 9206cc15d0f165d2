using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryApi.Api;

/// <summary>The models and what runs requests through them.</summary>
internal static class PipelineExtensions
{
    public static IServiceCollection AddCryPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddFluentOptions<LimitsOptions, LimitsOptionsValidator>(LimitsOptions.Section)
            .AddFluentOptions<ModelsOptions, ModelsOptionsValidator>(ModelsOptions.Section)
            .AddFluentOptions<AudioOptions, AudioOptionsValidator>(AudioOptions.Section)
            .AddFluentOptions<EventsOptions, EventsOptionsValidator>(EventsOptions.Section)
            .AddFluentOptions<ClassificationOptions, ClassificationOptionsValidator>(ClassificationOptions.Section)
            .AddSingleton<WarmUp>()
            .AddSingleton<ModelSource>()
            .AddSingleton<SwappablePipeline>()
            .AddSingleton<ICryPipeline>(services => services.GetRequiredService<SwappablePipeline>())
            .AddSingleton<ModelReloads>()
            .AddHostedService<ModelsWatch>()
            .AddHostedService<MemoryTrim>()
            .AddSingleton<Readiness>()
            .AddSingleton<WorkGate>()
            .AddSingleton<BodyBudget>()
            .AddSingleton<BodyReceiver>()
            .AddSingleton<AnalysisRunner>();
    }

    /// <summary>Loads the models before the server listens: a bundle that is wrong stops the start.</summary>
    /// <exception cref="ModelBundleException">A file of the bundle is missing or wrong.</exception>
    /// <exception cref="FfmpegException">The ffmpeg that is configured does not work.</exception>
    public static WebApplication LoadModels(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ICryPipeline>();
        _ = app.Services.GetRequiredService<ModelReloads>();
        _ = app.Services.GetRequiredService<WorkGate>();
        app.Services.GetRequiredService<Readiness>().Open();
        return app;
    }
}
