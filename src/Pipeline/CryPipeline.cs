using CryApi.Audio;
using CryApi.Features.Acoustics;

namespace CryApi.Pipeline;

/// <summary>Decode → resample → detect → classify what is cry.</summary>
public sealed class CryPipeline : ICryPipeline, IDisposable
{
    /// <summary><see cref="Classification.Label"/> where no type reaches the threshold and detection has not run.</summary>
    public const string NotACryLabel = "Normal / Not a Cry";

    /// <summary><see cref="Classification.Label"/> where no type reaches the threshold, in a clip that is a cry.</summary>
    public const string UncertainLabel = "Cry, type uncertain";

    private readonly ModelBundle _bundle;
    private readonly PcmLoader _loader;
    private readonly EventOptions _events;
    private readonly Lazy<DetectionStage> _detection;
    private readonly Lazy<ClassificationStage> _classification;

    /// <summary>Creates a pipeline that owns its bundle.</summary>
    /// <param name="bundle">The models; disposed of with the pipeline.</param>
    /// <param name="decoders">The formats that are read.</param>
    /// <param name="limits">What audio is accepted.</param>
    /// <param name="events">How events are found; null for the defaults.</param>
    /// <param name="prior">Prior of the types where a caller gives none; null for the uniform one.</param>
    public CryPipeline(ModelBundle bundle, AudioDecoders decoders, AudioLimits limits, EventOptions? events = null, TypePrior? prior = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(decoders);
        _bundle = bundle;
        _events = events ?? new EventOptions();
        Formats = decoders.Formats;
        Decoder = decoders.Ffmpeg;
        _loader = new PcmLoader(decoders, limits);
        _detection = new(() => new DetectionStage(bundle[StageNames.Embedding], bundle[StageNames.Detector]));
        _classification = new(() => new ClassificationStage(bundle[StageNames.Classifier], prior));
    }

    /// <inheritdoc/>
    public ModelManifest Manifest => _bundle.Manifest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; }

    /// <inheritdoc/>
    public DecoderStatus Decoder { get; }

    /// <inheritdoc/>
    public async Task<Detection> DetectAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var clip = await _loader.LoadAsync(file, cancellationToken).ConfigureAwait(false);
        return Detect(clip, options, cancellationToken).Detection with { Audio = clip.Description };
    }

    /// <inheritdoc/>
    public async Task<Classification> ClassifyAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var clip = await _loader.LoadAsync(file, cancellationToken).ConfigureAwait(false);

        // No verdict is asked for, but only the detector can tell where in a long recording the crying is.
        var part = clip.Seconds <= ClassifiedPart.WholeUpToSeconds
            ? ClassifiedPart.Whole(clip.Seconds)
            : ClassifiedPart.RichestInCry(Listen(clip, cancellationToken));
        return Classify(clip, part, options, NotACryLabel, cancellationToken) with { Audio = clip.Description };
    }

    /// <inheritdoc/>
    public async Task<Analysis> AnalyzeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var clip = await _loader.LoadAsync(file, cancellationToken).ConfigureAwait(false);
        var (detection, trace) = Detect(clip, options, cancellationToken);
        if (!detection.IsCry)
            return new Analysis(Outcome.NotCry, detection, null, null, clip.Description);

        var part = clip.Seconds <= ClassifiedPart.WholeUpToSeconds ? ClassifiedPart.Whole(clip.Seconds) : ClassifiedPart.RichestInCry(trace);
        var classification = Classify(clip, part, options, UncertainLabel, cancellationToken);
        var outcome = classification.CryType is null ? Outcome.CryTypeUncertain : Outcome.Cry;
        return new Analysis(outcome, detection, classification with { Acoustics = null }, classification.Acoustics, clip.Description);
    }

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();

    private (Detection Detection, DetectionTrace Trace) Detect(PcmClip clip, AnalysisOptions options, CancellationToken cancellationToken) =>
        PipelineTrace.Run("detect", span =>
        {
            var trace = _detection.Value.Listen(clip, cancellationToken);
            var detection = Decide(trace, options);
            span?.SetTag(TraceTags.IsCry, detection.IsCry);
            return (detection, trace);
        });

    private DetectionTrace Listen(PcmClip clip, CancellationToken cancellationToken) =>
        PipelineTrace.Run("detect", _ => _detection.Value.Listen(clip, cancellationToken));

    private Detection Decide(DetectionTrace trace, AnalysisOptions options)
    {
        var threshold = options.DetectionThreshold ?? _detection.Value.DefaultThreshold;
        var probability = trace.Maximum;
        var isCry = probability >= threshold;
        return new Detection(
            isCry,
            probability,
            threshold,
            isCry ? EventFinder.Find(trace, threshold, _events) : [],
            options.IncludeSegments ? trace.Segments() : null,
            null,
            _detection.Value.Model);
    }

    private Classification Classify(
        PcmClip clip, ClassifiedPart part, AnalysisOptions options, string otherwise, CancellationToken cancellationToken) =>
        PipelineTrace.Run("classify", span =>
        {
            var classification = ClassifyPart(clip, part, options, otherwise, cancellationToken);
            span?.SetTag(TraceTags.Outcome, classification.CryType ?? "none");
            return classification;
        });

    private Classification ClassifyPart(
        PcmClip clip, ClassifiedPart part, AnalysisOptions options, string otherwise, CancellationToken cancellationToken)
    {
        var samples = clip.Slice(part.StartSeconds, part.EndSeconds);
        var scores = _classification.Value.Classify(samples, options.Prior, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var best = scores.Probabilities.MaxBy(p => p.Value);
        var threshold = options.ClassificationThreshold ?? _classification.Value.DefaultThreshold;
        var type = best.Value >= threshold ? best.Key : null;
        return new Classification(
            type,
            type ?? otherwise,
            best.Value,
            threshold,
            scores.Probabilities,
            scores.Calibrated,
            part.StartSeconds,
            part.EndSeconds,
            Describe(samples),
            null,
            _classification.Value.Model);
    }

    /// <summary>The descriptors, with times as exact as all times in an answer.</summary>
    private static CryAcoustics Describe(ReadOnlySpan<float> samples)
    {
        static double? Time(double? seconds) => seconds is { } value ? Math.Round(value, 4) : null;
        var clock = new StepClock();
        clock.Start();
        var acoustics = CryAcousticsMeter.Shared.Measure(samples);
        clock.Stop();
        PipelineTrace.AddFeatures(PipelineMeter.Acoustics, clock);
        PipelineMeter.AddFeatures(PipelineMeter.Acoustics, clock);
        return acoustics with { BurstMeanSeconds = Time(acoustics.BurstMeanSeconds), PauseMeanSeconds = Time(acoustics.PauseMeanSeconds) };
    }
}
