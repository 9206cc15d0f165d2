using System.Diagnostics;
using CryApi.Pipeline;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace CryApi.Api;

/// <summary>The span of a request: what became of it, and which requests have none.</summary>
internal static class RequestSpans
{
    /// <summary>The code of the problem that answers the request.</summary>
    private const string Problem = "cryapi.problem.code";

    /// <summary>What orchestrators and collectors ask all day; below any path base.</summary>
    private static readonly string[] Probes = ["/health/live", "/health/ready", "/metrics"];

    public static void Configure(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = static context => !IsProbe(context.Request.Path);
        options.EnrichWithHttpResponse = static (span, response) => Judge(span, response.StatusCode);
    }

    /// <summary>Whether it asks for health or metrics, under a path base or not.</summary>
    public static bool IsProbe(PathString path) =>
        path.Value is { } value && Probes.Any(probe => value.EndsWith(probe, StringComparison.OrdinalIgnoreCase));

    /// <summary>Notes the verdict of an analysis.</summary>
    public static void SetOutcome(HttpContext context, string outcome, double audioSeconds) => SpanOf(context)
        ?.SetTag(TraceTags.Outcome, outcome)
        .SetTag(TraceTags.Seconds, audioSeconds);

    /// <summary>Notes the problem that answers the request.</summary>
    public static void SetProblem(HttpContext context, string code) => SpanOf(context)?.SetTag(TraceTags.Outcome, code).SetTag(Problem, code);

    /// <summary>
    /// Only a fault of the server makes the span an error, as OpenTelemetry's conventions say: a problem is thrown as an exception here, which
    /// the instrumentation takes for one whatever the status.
    /// </summary>
    private static void Judge(Activity span, int status)
    {
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag(TraceTags.Error, span.GetTagItem(Problem) ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
        else
        {
            span.SetTag(TraceTags.Error, null);
            span.SetStatus(ActivityStatusCode.Unset);
        }
    }

    private static Activity? SpanOf(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity;
}
