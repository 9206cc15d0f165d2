using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>What loading one file takes, told to metrics and traces when it is over.</summary>
internal sealed class LoadClock
{
    private const string Decoded = "decoded";

    /// <summary>Finding a decoder, opening the file, reading its samples.</summary>
    public StepClock Decode { get; } = new();

    /// <summary>Resampling what was read.</summary>
    public StepClock Resample { get; } = new();

    /// <summary>The opened file; null until it is.</summary>
    public PcmSource? Source { get; set; }

    /// <summary>The file was read to its end.</summary>
    public void Finish(double seconds) => Report(null, seconds);

    /// <summary>The file can't be read, or nobody wants it any more.</summary>
    public void Fail(Exception exception) => Report(Failure.NameOf(exception), null);

    private void Report(string? error, double? seconds)
    {
        using (var span = PipelineTrace.Of("decode", Decode))
        {
            if (Source is not null)
                span?.Describe(Source);
            if (seconds is not null)
                span?.SetTag(TraceTags.Seconds, seconds);
            if (error is not null)
                span?.Fail(error);
        }

        PipelineMeter.AddDecoding(Decode, Source?.Container, error ?? Decoded);
        if (!Resample.HasRun)
            return;
        PipelineTrace.Of("resample", Resample)?.Dispose();
        PipelineMeter.AddResampling(Resample);
    }
}
