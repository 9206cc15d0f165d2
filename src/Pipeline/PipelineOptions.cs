using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>What a pipeline is built from.</summary>
public sealed record PipelineOptions
{
    /// <summary>Folder of the model bundle. Default <c>models</c>.</summary>
    public string ModelsPath { get; init; } = "models";

    /// <summary>
    /// Threads that one inference may use. Default 1: the models are small, requests run side by side, and a fixed number
    /// ignores the host's core count, which a container must not follow.
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>ONNX Runtime sessions per model, taken in turn. Default 1: a session serves many threads at once.</summary>
    public int SessionsPerModel { get; init; } = 1;

    /// <summary>The formats that are read. Default null: <see cref="AudioDecoders.Default"/>.</summary>
    public AudioDecoders? Decoders { get; init; }

    /// <summary>What audio is accepted.</summary>
    public AudioLimits Limits { get; init; } = new();

    /// <summary>How probabilities become events.</summary>
    public EventOptions Events { get; init; } = new();

    /// <summary>Prior of the types where the caller gives none. Default null: every type has the same.</summary>
    public TypePrior? Prior { get; init; }
}
