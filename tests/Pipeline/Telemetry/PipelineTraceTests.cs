using System.Collections.Concurrent;
using System.Diagnostics;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>The spans of one file's way through the pipeline.</summary>
public sealed class PipelineTraceTests(LoadedPipeline loaded) : IDisposable
{
    private readonly ConcurrentQueue<Activity> _heard = new();
    private readonly Activity _caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
    private ActivityListener? _listener;

    [Fact]
    public async Task Alternating_steps_are_one_span_each_as_long_as_their_blocks()
    {
        // 60 s at 8 kHz: 30 blocks, 8 batches of patches.
        await AnalyzeAsync(SoundLibrary.Create("cry", 60, 1).Samples, 8_000, new AnalysisOptions { DetectionThreshold = 0 });
        var spans = Heard();

        Assert.Equal(
            ["classify<caller", "decode<caller", "detect<caller", "features<classify", "features<classify", "features<detect", "resample<caller"],
            spans.Select(span => $"{span.OperationName}<{(span.Parent ?? _caller).OperationName}").Order(StringComparer.Ordinal));
        var (decode, resample) = (spans.Single(span => span.OperationName == "decode"), spans.Single(span => span.OperationName == "resample"));
        Assert.InRange(resample.StartTimeUtc, decode.StartTimeUtc, spans.Single(span => span.OperationName == "detect").StartTimeUtc);
        Assert.All(spans, span => Assert.True(span.Duration > TimeSpan.Zero));
        foreach (var children in spans.GroupBy(span => span.Parent ?? _caller))
            Assert.True(children.Sum(span => span.Duration.TotalSeconds) <= (DateTime.UtcNow - children.Key.StartTimeUtc).TotalSeconds);
        Assert.Equal("8000 1 120", string.Join(' ', decode.GetTagItem(TraceTags.SampleRate), decode.GetTagItem(TraceTags.Channels), decode.GetTagItem(TraceTags.Seconds)));
    }

    [Fact]
    public async Task Without_a_cry_nothing_is_classified()
    {
        await AnalyzeAsync(SoundLibrary.Create("pink-noise", 3, 1).Samples, PatchGeometry.SampleRate, new AnalysisOptions());
        Assert.Equal(["decode", "resample", "detect", "features"], Names(Heard()));
        Assert.Equal(false, Heard().Single(span => span.OperationName == "detect").GetTagItem(TraceTags.IsCry));
    }

    [Fact]
    public async Task A_long_recording_is_listened_to_before_it_is_classified()
    {
        Listen();
        await loaded.Pipeline.ClassifyAsync(WavWriter.ToPcm16(SoundLibrary.Create("cry", 12, 1).Samples, PatchGeometry.SampleRate), new(), default);
        var detect = Assert.Single(Heard(), span => span.OperationName == "detect");
        Assert.Null(detect.GetTagItem(TraceTags.IsCry));
    }

    [Fact]
    public async Task A_damaged_file_ends_in_its_first_span()
    {
        Listen();
        var file = WavWriter.ToPcm16(new float[16_000], PatchGeometry.SampleRate);
        await Assert.ThrowsAsync<AudioException>(() => loaded.Pipeline.DetectAsync(file.AsMemory(0, 8_000), new(), default));
        var decode = Assert.Single(Heard());
        Assert.Equal(("decode", ActivityStatusCode.Error, "truncated"), (decode.OperationName, decode.Status, decode.GetTagItem(TraceTags.Error)));
    }

    [Fact]
    public async Task Work_that_is_stopped_says_so()
    {
        Listen();
        using var stop = new CancellationTokenSource();

        // Stopped once decoding is through.
        _listener!.ActivityStopped += span =>
        {
            if (span.OperationName == "resample" && span.TraceId == _caller.TraceId)
                stop.Cancel();
        };
        var file = WavWriter.ToPcm16(SoundLibrary.Create("cry", 7, 1).Samples, PatchGeometry.SampleRate);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loaded.Pipeline.AnalyzeAsync(file, new(), stop.Token));
        var detect = Assert.Single(Heard(), span => span.OperationName == "detect");
        Assert.Equal((ActivityStatusCode.Error, "cancelled"), (detect.Status, detect.GetTagItem(TraceTags.Error)));
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _caller.Dispose();
    }

    private async Task AnalyzeAsync(float[] samples, int rate, AnalysisOptions options)
    {
        Listen();
        await loaded.Pipeline.AnalyzeAsync(WavWriter.ToPcm16(samples, rate), options, default);
    }

    private void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _heard.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those of this test: others run beside it.</summary>
    private Activity[] Heard() => [.. _heard.Where(span => span.TraceId == _caller.TraceId)];

    private static IEnumerable<string> Names(IEnumerable<Activity> spans) => spans.OrderBy(span => span.StartTimeUtc).Select(span => span.OperationName);
}
