using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>The pipeline that serves.</summary>
internal sealed class BundleDetector(CryPipeline pipeline) : IClipDetector
{
    private static readonly AnalysisOptions Defaults = new();

    public async Task<ClipVerdict> JudgeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var detection = await pipeline.DetectAsync(file, Defaults, cancellationToken);
        return new(detection.Probability, detection.Threshold, detection.Audio!.DurationSeconds);
    }

    public void Dispose() => pipeline.Dispose();
}
