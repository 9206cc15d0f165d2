using CryApi.Audio;
using CryApi.Features.Acoustics;
using CryApi.Pipeline;

namespace CryApi.Api.Tests;

/// <summary>
/// Takes any bytes that start with <c>RIFF</c> for a cry and refuses others as the real pipeline would. It remembers what it was
/// given, and a test may put anything in its way.
/// </summary>
internal sealed class FakePipeline : ICryPipeline
{
    public static readonly byte[] Wav = [.. "RIFF"u8, .. new byte[40]];

    /// <summary>Runs inside every call: waits, throws, counts.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, Task> OnCall { get; set; } = static (_, _) => Task.CompletedTask;

    public bool IsCry { get; set; } = true;

    public bool IsUncertain { get; set; }

    public CryAcoustics? Acoustics { get; set; } = Examples.Analysis.Acoustics;

    public byte[] LastAudio { get; private set; } = [];

    public AnalysisOptions? LastOptions { get; private set; }

    public static IReadOnlyList<string> Types => Examples.Models.Stages[StageNames.Classifier].Labels!;

    public int Calls { get; private set; }

    public ModelManifest Manifest { get; set; } = new(
        Examples.Models.SchemaVersion, Examples.Models.Name, Examples.Models.Version, Examples.Models.Stages);

    public IReadOnlyList<string> Formats => Examples.Models.Formats;

    public DecoderStatus Decoder => Examples.Decoder;

    public async Task<Detection> DetectAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        await TakeAsync(file, options, cancellationToken);
        return Detect(options) with { Audio = Examples.Analysis.Audio };
    }

    public async Task<Classification> ClassifyAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        await TakeAsync(file, options, cancellationToken);
        return Classify(options) with { Acoustics = Acoustics, Audio = Examples.Analysis.Audio };
    }

    public async Task<Analysis> AnalyzeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        await TakeAsync(file, options, cancellationToken);
        var outcome = (IsCry, IsUncertain) switch
        {
            (false, _) => Outcome.NotCry,
            (true, true) => Outcome.CryTypeUncertain,
            _ => Outcome.Cry,
        };
        return new Analysis(
            outcome, Detect(options), IsCry ? Classify(options) : null, IsCry ? Acoustics : null, Examples.Analysis.Audio);
    }

    private Detection Detect(AnalysisOptions options) => Examples.Analysis.Detection with
    {
        IsCry = IsCry,
        Events = IsCry ? Examples.Analysis.Detection.Events : [],
        Threshold = options.DetectionThreshold ?? 0.5,
        Segments = options.IncludeSegments ? [new ProbabilitySegment(0, 0.96, 0.41)] : null,
    };

    private Classification Classify(AnalysisOptions options) => Examples.Analysis.Classification! with
    {
        CryType = IsUncertain ? null : "hungry",
        Label = IsUncertain ? "Cry, type uncertain" : "hungry",
        Threshold = options.ClassificationThreshold ?? 0.6,
        Calibrated = Examples.Classification.Calibrated! with { Prior = (options.Prior ?? TypePrior.Uniform(Types)).Shares },
    };

    private async Task TakeAsync(ReadOnlyMemory<byte> file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        (LastAudio, LastOptions, Calls) = (file.ToArray(), options, Calls + 1);
        await OnCall(file, cancellationToken);
        if (!file.Span.StartsWith("RIFF"u8))
            throw new AudioException(AudioErrorCode.UnsupportedFormat, "These bytes are no audio format that is decoded here.");
    }
}
