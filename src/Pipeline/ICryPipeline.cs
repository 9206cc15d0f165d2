using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>Audio bytes in, answers out. Stateless and thread-safe; CPU-bound work runs on the calling thread.</summary>
public interface ICryPipeline
{
    /// <summary>The models behind the answers.</summary>
    ModelManifest Manifest { get; }

    /// <summary>The formats that can be decoded, for people.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>What decodes other formats than WAV.</summary>
    DecoderStatus Decoder { get; }

    /// <summary>Is there a cry, and when.</summary>
    /// <param name="file">The bytes of one audio file.</param>
    /// <param name="options">Thresholds and what to include.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    /// <exception cref="AudioException">The audio can't be used.</exception>
    Task<Detection> DetectAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken);

    /// <summary>Which type of cry; the audio is taken to be a cry.</summary>
    /// <inheritdoc cref="DetectAsync"/>
    Task<Classification> ClassifyAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken);

    /// <summary>Detection, then classification of the crying part where there is one.</summary>
    /// <inheritdoc cref="DetectAsync"/>
    Task<Analysis> AnalyzeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken);
}
