using System.Diagnostics;
using CryApi.Audio;

namespace CryApi.Pipeline;

/// <summary>
/// Spans of the work on one file, the activity source <c>CryApi</c>: <c>decode</c>, <c>resample</c>, <c>detect</c> and <c>classify</c> under the
/// caller's span, <c>features</c> under the last two. They cost nothing where nobody listens, and never carry anything of the audio itself.
/// </summary>
public static class PipelineTrace
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "CryApi";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>Does a step as a span, which is null where nobody listens.</summary>
    internal static T Run<T>(string name, Func<Activity?, T> step)
    {
        using var span = s_source.StartActivity(name);
        try
        {
            return step(span);
        }
        catch (Exception exception)
        {
            span?.Fail(Failure.NameOf(exception));
            throw;
        }
    }

    /// <summary>
    /// A span of a step whose parts alternate with another's: it begins with the first part and is as long as all of them together, so it ends
    /// before the last part does. The caller disposes of it.
    /// </summary>
    internal static Activity? Of(string name, StepClock clock)
    {
        clock.Stop();
        return clock.HasRun
            ? s_source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), startTime: clock.StartedAt)
                ?.SetEndTime(clock.StartedAt + clock.Elapsed)
            : null;
    }

    /// <summary>A finished span of the features for a stage.</summary>
    internal static void AddFeatures(string stage, StepClock clock)
    {
        using var span = Of("features", clock);
        span?.SetTag(TraceTags.Stage, stage);
    }

    /// <summary>Says what the audio is.</summary>
    internal static void Describe(this Activity span, PcmSource source) => span
        .SetTag(TraceTags.Container, source.Container)
        .SetTag(TraceTags.Codec, source.Codec)
        .SetTag(TraceTags.SampleRate, source.SampleRate)
        .SetTag(TraceTags.Channels, source.Channels);

    /// <summary>Says that the step failed, and by what.</summary>
    internal static void Fail(this Activity span, string code) => span.SetTag(TraceTags.Error, code).SetStatus(ActivityStatusCode.Error);
}
