using CryApi.Audio;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// The pipeline that requests see. What is behind it may be exchanged at any time: a request runs from its first step to its last on one, and
/// the one that has been replaced is disposed of when its last request has ended. Thread-safe.
/// </summary>
internal sealed class SwappablePipeline : ICryPipeline, IDisposable
{
    private SharedPipeline _current;
    private volatile bool _isDisposed;

    public SwappablePipeline(ModelSource source)
        : this(source.Load())
    {
    }

    internal SwappablePipeline(SharedPipeline first) => _current = first;

    /// <summary>Which bundle is in use.</summary>
    public string Digest => Current.Digest;

    /// <inheritdoc/>
    public ModelManifest Manifest => Current.Pipeline.Manifest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Formats => Current.Pipeline.Formats;

    /// <inheritdoc/>
    public DecoderStatus Decoder => Current.Pipeline.Decoder;

    private SharedPipeline Current => Volatile.Read(ref _current);

    /// <summary>Requests that come from now on run on another pipeline.</summary>
    public void Swap(SharedPipeline next) => Interlocked.Exchange(ref _current, next).LetGo();

    /// <inheritdoc/>
    public Task<Detection> DetectAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken) =>
        RunAsync(static (pipeline, file, options, token) => pipeline.DetectAsync(file, options, token), file, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Classification> ClassifyAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken) =>
        RunAsync(static (pipeline, file, options, token) => pipeline.ClassifyAsync(file, options, token), file, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Analysis> AnalyzeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken) =>
        RunAsync(static (pipeline, file, options, token) => pipeline.AnalyzeAsync(file, options, token), file, options, cancellationToken);

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Current.LetGo();
    }

    private async Task<T> RunAsync<T>(AnalysisWork<T> work, ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var held = Hold();
        try
        {
            if (options.Prior is { } prior && !prior.Shares.Keys.SequenceEqual(held.Pipeline.Manifest.Stages[StageNames.Classifier].Labels!))
                throw new ProblemException(ProblemKinds.NotReady, "The models have just been exchanged for some with other types; try again.");
            return await work(held.Pipeline, file, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            held.LetGo();
        }
    }

    private SharedPipeline Hold()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var current = Current;

            // Replaced between the two, and gone already: there is another.
            if (current.TryHold())
                return current;
        }
    }
}
