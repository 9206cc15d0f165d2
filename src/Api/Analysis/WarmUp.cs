using System.Diagnostics;
using System.Text.Json;
using CryApi.Audio;
using CryApi.Features;
using CryApi.Pipeline;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Passes a synthetic cry through everything that a request goes through after its body is read, so that code is compiled and tables are made
/// before the first caller waits for them.
/// </summary>
internal sealed partial class WarmUp(IOptions<JsonOptions> json, ILogger<WarmUp> logger)
{
    // Enough for a few patches and for two bursts with the pause between them.
    private const double Seconds = 2.5;

    // Whoever takes no audio below this length waits longer than a warm-up would save.
    private const double MaxSeconds = 60;

    /// <summary>Analyses a cry and writes the answer as JSON.</summary>
    /// <param name="pipeline">The pipeline, loaded.</param>
    /// <param name="limits">What it accepts.</param>
    public void Run(ICryPipeline pipeline, AudioLimits limits)
    {
        var start = Stopwatch.GetTimestamp();
        var options = new AnalysisOptions { DetectionThreshold = 0, ClassificationThreshold = 0 };
        try
        {
            var analysis = pipeline.AnalyzeAsync(Cry(limits), options, CancellationToken.None).GetAwaiter().GetResult();
            _ = JsonSerializer.SerializeToUtf8Bytes(analysis, json.Value.SerializerOptions);
            LogWarmedUp(logger, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (AudioException e)
        {
            LogNotWarmedUp(logger, e.Message);
        }
    }

    /// <summary>A WAV file that the limits let in, unless they ask for more than <see cref="MaxSeconds"/>.</summary>
    internal static byte[] Cry(AudioLimits limits)
    {
        var rate = Math.Clamp(PatchGeometry.SampleRate, limits.MinSampleRate, limits.MaxSampleRate);
        var seconds = Math.Min(Math.Clamp(Seconds, limits.MinDurationSeconds, limits.MaxDurationSeconds), MaxSeconds);
        var cry = CrySynthesizer.Create(Seconds, seed: 1).Samples;
        var samples = new float[Math.Max(1, (int)Math.Round(seconds * rate))];
        for (var at = 0; at < samples.Length; at += cry.Length)
            cry.AsSpan(0, Math.Min(cry.Length, samples.Length - at)).CopyTo(samples.AsSpan(at));
        return WavWriter.ToPcm16(samples, rate);
    }

    [LoggerMessage(LogLevel.Information, "Warmed up in {Milliseconds:F0} ms")]
    private static partial void LogWarmedUp(ILogger logger, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Not warmed up: {Reason}")]
    private static partial void LogNotWarmedUp(ILogger logger, string reason);
}
