using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>One value per file and step, and every session given back.</summary>
public sealed class PipelineMeterTests : IDisposable
{
    /// <summary>Set in what this test calls, not in what runs beside it: values are heard on the thread that records them.</summary>
    private readonly AsyncLocal<bool> _isMine = new();
    private readonly ConcurrentQueue<(string Name, double Value)> _heard = new();
    private readonly MeterListener _listener = new();
    private readonly CryPipeline _pipeline;

    public PipelineMeterTests(LoadedPipeline loaded)
    {
        _pipeline = loaded.Pipeline;
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PipelineMeter.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Every_step_of_a_file_is_measured_once()
    {
        _isMine.Value = true;
        var clock = Stopwatch.StartNew();
        await _pipeline.AnalyzeAsync(
            WavWriter.ToPcm16(SoundLibrary.Create("cry", 30, 1).Samples, PatchGeometry.SampleRate), new AnalysisOptions { DetectionThreshold = 0 }, default);
        var limit = clock.Elapsed.TotalSeconds;

        var steps = _heard.Where(value => !value.Name.StartsWith("cryapi.model.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [
                "cryapi.decode.duration wav decoded", "cryapi.features.duration acoustics", "cryapi.features.duration classifier",
                "cryapi.features.duration embedding", "cryapi.inference.duration classifier", "cryapi.inference.duration detector",
                "cryapi.inference.duration embedding", "cryapi.resample.duration",
            ],
            steps.Select(step => step.Name).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.True(step.Value > 0));
        Assert.InRange(steps.Sum(step => step.Value), limit / 10, limit);
    }

    [Fact]
    public async Task Sessions_are_given_back()
    {
        _isMine.Value = true;
        await _pipeline.DetectAsync(WavWriter.ToPcm16(new float[30 * PatchGeometry.SampleRate], PatchGeometry.SampleRate), new AnalysisOptions(), default);
        var sessions = _heard.Where(value => value.Name.StartsWith("cryapi.model.sessions.in_use", StringComparison.Ordinal)).GroupBy(value => value.Name).ToArray();
        Assert.Equal(2, sessions.Length);
        Assert.All(sessions, model => Assert.Equal(0, model.Sum(change => change.Value)));

        // 62 patches in batches of 16.
        Assert.Equal(4, sessions.Single(model => model.Key.EndsWith("embedding", StringComparison.Ordinal)).Count(change => change.Value > 0));
    }

    [Fact]
    public async Task A_file_that_cant_be_read_is_counted_by_its_reason()
    {
        _isMine.Value = true;
        await Assert.ThrowsAsync<AudioException>(() => _pipeline.DetectAsync("no audio"u8.ToArray(), new AnalysisOptions(), default));
        Assert.Equal("cryapi.decode.duration unknown unsupported_format", Assert.Single(_heard).Name);
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_isMine.Value)
            _heard.Enqueue((string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]), value));
    }
}
