using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>What is loaded and what is accepted.</summary>
/// <param name="SchemaVersion">Version of the manifest's layout.</param>
/// <param name="Name">Name of the model bundle.</param>
/// <param name="Version">Semantic version of the model bundle.</param>
/// <param name="Stages">The models: <c>embedding</c>, <c>detector</c>, <c>classifier</c>.</param>
/// <param name="Formats">The audio formats that are decoded here, for people.</param>
/// <param name="Decoder">What decodes other formats than WAV.</param>
/// <param name="Decision">What answers are decided by beside the thresholds.</param>
/// <param name="Limits">What one request may ask for.</param>
/// <param name="Reload">Whether a changed model bundle is taken up while the server runs, and how that went last.</param>
public sealed record ModelsResponse(
    int SchemaVersion,
    string Name,
    string Version,
    IReadOnlyDictionary<string, ModelStage> Stages,
    IReadOnlyList<string> Formats,
    DecoderStatus Decoder,
    DecisionResponse Decision,
    LimitsResponse Limits,
    ReloadStatus Reload)
{
    // The manifest is read once, by the caller: the next read may be of another bundle.
    internal static ModelsResponse From(
        ModelManifest manifest, ICryPipeline pipeline, DecisionResponse decision, LimitsOptions limits, ReloadStatus reload) => new(
        manifest.SchemaVersion,
        manifest.Name,
        manifest.Version,
        manifest.Stages,
        pipeline.Formats,
        pipeline.Decoder,
        decision,
        new LimitsResponse(
            limits.MaxBodyBytes,
            limits.MinDurationSeconds,
            limits.MaxDurationSeconds,
            limits.MinSampleRate,
            limits.MaxSampleRate,
            limits.MaxChannels,
            limits.DecodeTimeoutSeconds,
            limits.RequestTimeoutSeconds,
            limits.BodyTimeoutSeconds),
        reload);
}

/// <summary>The limits of this server.</summary>
/// <param name="MaxBodyBytes">Most bytes in a request body.</param>
/// <param name="MinDurationSeconds">Shortest audio in seconds.</param>
/// <param name="MaxDurationSeconds">Longest audio in seconds.</param>
/// <param name="MinSampleRate">Lowest sample rate in Hz.</param>
/// <param name="MaxSampleRate">Highest sample rate in Hz.</param>
/// <param name="MaxChannels">Most channels.</param>
/// <param name="DecodeTimeoutSeconds">Longest time in seconds that decoding may take.</param>
/// <param name="RequestTimeoutSeconds">Longest time in seconds that the work for one request may take.</param>
/// <param name="BodyTimeoutSeconds">Longest time in seconds that a request body may take to arrive.</param>
public sealed record LimitsResponse(
    long MaxBodyBytes,
    double MinDurationSeconds,
    double MaxDurationSeconds,
    int MinSampleRate,
    int MaxSampleRate,
    int MaxChannels,
    double DecodeTimeoutSeconds,
    double RequestTimeoutSeconds,
    double BodyTimeoutSeconds);
