using System.Diagnostics.Metrics;

namespace CryApi.Pipeline;

/// <summary>Where the time of the pipeline goes: the meter <c>cryapi.pipeline</c>. One value per file and step, whatever its blocks and batches.</summary>
public static class PipelineMeter
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "cryapi.pipeline";

    /// <summary>The stage of features that describe a cry and go into no model.</summary>
    internal const string Acoustics = "acoustics";

    private const string Stage = "stage";

    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Histogram<double> s_decode = s_meter.CreateHistogram(
        "cryapi.decode.duration", "s", "Decoding of one file, by its container and by decoded or the code of the problem.", advice: s_seconds);

    private static readonly Histogram<double> s_resample = s_meter.CreateHistogram(
        "cryapi.resample.duration", "s", "Resampling of one file to 16 kHz.", advice: s_seconds);

    private static readonly Histogram<double> s_features = s_meter.CreateHistogram(
        "cryapi.features.duration", "s", "Features of one file, by the stage that they are for.", advice: s_seconds);

    private static readonly Histogram<double> s_inference = s_meter.CreateHistogram(
        "cryapi.inference.duration", "s", "Inference on one file, by the stage of the model.", advice: s_seconds);

    private static readonly UpDownCounter<int> s_sessions = s_meter.CreateUpDownCounter<int>(
        "cryapi.model.sessions.in_use", "{run}", "Inferences that run now, by the model's name.");

    internal static void AddDecoding(StepClock clock, string? container, string result) =>
        s_decode.Record(clock.Elapsed.TotalSeconds, new("container", container ?? "unknown"), new("result", result));

    internal static void AddResampling(StepClock clock) => s_resample.Record(clock.Elapsed.TotalSeconds);

    internal static void AddFeatures(string stage, StepClock clock) => s_features.Record(clock.Elapsed.TotalSeconds, Tag(Stage, stage));

    internal static void AddInference(string stage, StepClock clock)
    {
        if (clock.HasRun)
            s_inference.Record(clock.Elapsed.TotalSeconds, Tag(Stage, stage));
    }

    /// <summary>Counts a session as in use until the result is disposed of.</summary>
    /// <param name="model">The model's name in the manifest.</param>
    internal static SessionUse Use(string model)
    {
        s_sessions.Add(1, Tag("name", model));
        return new SessionUse(model);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <summary>An inference that runs.</summary>
    internal readonly struct SessionUse(string model) : IDisposable
    {
        public void Dispose() => s_sessions.Add(-1, Tag("name", model));
    }
}
