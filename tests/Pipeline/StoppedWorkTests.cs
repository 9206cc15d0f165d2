using System.Diagnostics.Metrics;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>A caller that goes in the middle of the work: wherever that is, no further step begins.</summary>
public sealed class StoppedWorkTests : IDisposable
{
    private const string Runs = "cryapi.model.sessions.in_use";
    private const string ClassifierFeatures = "cryapi.features.duration classifier";

    // The pipeline's last step; who goes while it is told has an answer.
    private const string Acoustics = "cryapi.features.duration acoustics";

    // A minute: 125 patches in eight batches, two judgements of them, and one classification.
    private static readonly byte[] s_file =
        WavWriter.ToPcm16(SoundLibrary.Create("cry", 60, 1).Samples, PatchGeometry.SampleRate);

    /// <summary>Set in what this test calls, not in what runs beside it: values are heard on the thread that records them.</summary>
    private readonly AsyncLocal<bool> _isMine = new();
    private readonly List<string> _heard = [];
    private readonly MeterListener _listener = new();
    private readonly CryPipeline _pipeline;
    private Action<int> _onHeard = static _ => { };

    public StoppedWorkTests(LoadedPipeline loaded)
    {
        _pipeline = loaded.Pipeline;
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PipelineMeter.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(Name(instrument, tags)));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(Name(instrument, tags) + (value > 0 ? " begins" : " ends")));
        _listener.Start();
    }

    [Fact]
    public async Task Who_goes_at_the_first_inference_has_no_other()
    {
        var embedding = _pipeline.Manifest.Stages[StageNames.Embedding].Name;
        using var gone = new CancellationTokenSource();
        _onHeard = at =>
        {
            if (_heard[at].EndsWith("begins", StringComparison.Ordinal))
                gone.Cancel();
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => AnalyzeAsync(gone.Token));

        // One run, which is ended; of no model is there a whole inference.
        Assert.Equal([$"{Runs} {embedding} begins", $"{Runs} {embedding} ends"], _heard.Where(name => name.StartsWith(Runs, StringComparison.Ordinal)));
        Assert.DoesNotContain(_heard, name => name.StartsWith("cryapi.inference.duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wherever_it_is_no_further_step_begins()
    {
        using var stays = new CancellationTokenSource();
        await AnalyzeAsync(stays.Token);
        string[] whole = [.. _heard];
        var classifier = _pipeline.Manifest.Stages[StageNames.Classifier].Name;
        Assert.Equal(8, whole.Count(name => name == $"{Runs} {_pipeline.Manifest.Stages[StageNames.Embedding].Name} begins"));
        Assert.Contains($"{Runs} {classifier} begins", whole);
        Assert.Equal(Acoustics, whole[^1]);

        for (var place = 0; place < whole.Length - 1; place++)
        {
            using var gone = new CancellationTokenSource();
            _heard.Clear();
            _onHeard = at =>
            {
                if (at == place)
                    gone.Cancel();
            };
            await Assert.ThrowsAsync<OperationCanceledException>(() => AnalyzeAsync(gone.Token));
            Assert.Equal(whole[..(place + 1)], _heard[..(place + 1)]);
            var after = _heard.Skip(place + 1).Where(IsAStep).ToArray();
            Assert.True(after.Length == 0, $"After {whole[place]} ({place}): {string.Join(", ", after)}");
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>An inference that begins, or features of a cry, which are made between inferences; all else is told of what was done before.</summary>
    private static bool IsAStep(string name) => name.EndsWith("begins", StringComparison.Ordinal) || name is ClassifierFeatures or Acoustics;

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]);

    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        _isMine.Value = true;
        await _pipeline.AnalyzeAsync(s_file, new AnalysisOptions { DetectionThreshold = 0 }, cancellationToken);
    }

    private void Hear(string name)
    {
        if (!_isMine.Value)
            return;
        _heard.Add(name);
        _onHeard(_heard.Count - 1);
    }
}
