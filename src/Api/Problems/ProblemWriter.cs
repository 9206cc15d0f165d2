using System.Diagnostics;
using System.Globalization;

namespace CryApi.Api;

/// <summary>Writes a problem as the answer, whatever the request's <c>Accept</c> says: there is no other form.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var kind = problem.Kind;
        Tell(context, problem);
        var response = context.Response;
        response.StatusCode = kind.Status;
        response.Headers.CacheControl = "no-store";
        if (kind.IsTemporary)
            response.Headers.RetryAfter = Seconds(problem.RetryAfter ?? s_soon);
        if (kind == ProblemKinds.Unauthorized)
            response.Headers.WWWAuthenticate = PresentedKey.Scheme;

        var body = new Problem(kind.Type, kind.Title, kind.Status, problem.Message, TraceIdOf(context), kind.Code, problem.Errors);

        // Not cancelled when the client leaves: that would be an exception in the handler of exceptions.
        return Answer.WriteAsync(response, body, ContentType, CancellationToken.None);
    }

    /// <summary>Whole seconds (RFC 9110 §10.2.3), never less than asked for.</summary>
    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>Telemetry of every problem, whoever found it. A probe that asks too early is no request turned away.</summary>
    private static void Tell(HttpContext context, ProblemException problem)
    {
        RequestSpans.SetProblem(context, problem.Kind.Code);
        if (!RequestSpans.IsProbe(context.Request.Path))
            context.RequestServices.GetRequiredService<CryMetrics>().Rejections.Add(problem);
    }

    private static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
