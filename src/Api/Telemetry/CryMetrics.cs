using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CryApi.Api;

/// <summary>The meter <c>cryapi</c>.</summary>
internal sealed class CryMetrics
{
    public const string MeterName = "cryapi";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _types;
    private readonly Counter<double> _audio;
    private readonly CompleteCounter _reloads;
    private readonly Histogram<double> _stages;

    public CryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("cryapi.requests", "{request}", "Requests for an analysis, by operation and outcome.");
        _types = meter.CreateCounter<long>("cryapi.cry_types", "{answer}", "Answers that name a type of cry, by operation and type.");
        Rejections = new Rejections(meter);
        _audio = meter.CreateCounter<double>("cryapi.audio.duration", "s", "Audio analysed.");
        _reloads = new CompleteCounter(meter, "cryapi.model.reloads", "{reload}", "Changed model bundles found in the folder, by result.", "result", "loaded", "refused");
        _stages = meter.CreateHistogram(
            "cryapi.stage.duration",
            "s",
            "Time a request spends receiving its body, waiting, and being worked on.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            });
    }

    /// <summary>Requests turned away.</summary>
    public Rejections Rejections { get; }

    /// <param name="operation">Name of the endpoint.</param>
    /// <param name="outcome">The verdict, or the problem's code.</param>
    public void Count(string operation, string outcome) => _requests.Add(1, new("operation", operation), new("outcome", outcome));

    /// <param name="operation">Name of the endpoint.</param>
    /// <param name="type">One of the classifier's labels.</param>
    public void AddType(string operation, string type) => _types.Add(1, new("operation", operation), new("type", type));

    public void AddAudio(double seconds) => _audio.Add(seconds);

    /// <param name="result"><c>loaded</c> or <c>refused</c>.</param>
    public void CountReload(string result) => _reloads.Add(result);

    /// <summary>Measures a stage until the result is disposed of.</summary>
    /// <param name="stage"><c>receive</c>, <c>wait</c> or <c>work</c>.</param>
    public StageClock Measure(string stage) => new(_stages, stage, Stopwatch.GetTimestamp());

    /// <summary>A running stage.</summary>
    internal readonly record struct StageClock(Histogram<double> Stages, string Stage, long Started) : IDisposable
    {
        public void Dispose() =>
            Stages.Record(Stopwatch.GetElapsedTime(Started).TotalSeconds, new KeyValuePair<string, object?>("stage", Stage));
    }
}
