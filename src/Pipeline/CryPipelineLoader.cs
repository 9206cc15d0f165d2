using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>Builds a ready pipeline: bundle verified, sessions made, every model run once.</summary>
public static class CryPipelineLoader
{
    /// <summary>Loads the whole bundle and warms it up.</summary>
    /// <exception cref="ModelBundleException">A file is missing or is not what the manifest says.</exception>
    public static CryPipeline Load(PipelineOptions options) => Load(options, StageNames.All);

    /// <summary>Loads only some stages: the fold bundles of an evaluation hold no more.</summary>
    /// <inheritdoc cref="Load(PipelineOptions)"/>
    public static CryPipeline Load(PipelineOptions options, IReadOnlyList<string> stages)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bundle = ModelBundle.Load(options.ModelsPath, stages, options.IntraOpThreads, options.SessionsPerModel);
        return new CryPipeline(bundle, options.Decoders ?? AudioDecoders.Default, options.Limits, options.Events, options.Prior);
    }
}
