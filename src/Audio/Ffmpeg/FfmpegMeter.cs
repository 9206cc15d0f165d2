using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace CryApi.Audio;

/// <summary>What became of decoding processes: the meter <c>cryapi.audio</c>.</summary>
public static class FfmpegMeter
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "cryapi.audio";

    /// <summary>All was decoded.</summary>
    internal const string Decoded = "decoded";

    /// <summary>Nothing but the codec was wanted: AMR in a file of the MP4 family takes three processes.</summary>
    internal const string Probed = "probed";

    /// <summary>Nobody waited for the end: the caller has gone, or the audio is outside the limits.</summary>
    internal const string GivenUp = "given_up";

    /// <summary>A signal that it raised itself ended it.</summary>
    internal const string Crashed = "crashed";

    /// <summary>It could not be run, or was ended from outside.</summary>
    internal const string Failed = "failed";

    private static readonly Meter s_meter = new(MeterName);

    private static readonly Histogram<double> s_runs = s_meter.CreateHistogram(
        "cryapi.decoder.duration",
        "s",
        "Life of a decoding process, by its result: decoded, probed, given_up, crashed, failed, or the code of the problem.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    /// <summary>The result of a file that can't be used.</summary>
    internal static string Name(AudioErrorCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());

    /// <summary>Counts a process that has ended.</summary>
    internal static void Count(string result, long started) =>
        s_runs.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("result", result));
}
