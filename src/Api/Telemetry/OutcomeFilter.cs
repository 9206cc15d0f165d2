using System.Diagnostics;

namespace CryApi.Api;

/// <summary>Tells metrics, trace and log what became of every request for an analysis.</summary>
internal sealed class OutcomeFilter(CryMetrics metrics, ILoggerFactory loggers) : IEndpointFilter
{
    /// <summary>Outcome of a request whose caller has gone.</summary>
    private const string ClientGone = "client_gone";

    private readonly ILogger _logger = loggers.CreateLogger(AnalysisLog.Category);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        var http = context.HttpContext;
        var operation = Rejection.AnalysisOf(http)!;
        try
        {
            var result = await next(context).ConfigureAwait(false);
            var answer = (result as IValueHttpResult)?.Value;
            var outcome = AnswerFacts.OutcomeOf(answer);
            var seconds = AnswerFacts.SecondsOf(answer);
            metrics.Count(operation, outcome);
            metrics.AddAudio(seconds);
            if (AnswerFacts.TypeOf(answer) is { } type)
                metrics.AddType(operation, type);
            RequestSpans.SetOutcome(http, outcome, seconds);
            Log(operation, StatusCodes.Status200OK, outcome, started, seconds);
            return result;
        }
        catch (Exception exception)
        {
            var (code, status) = ProblemMapper.IsClientGone(exception, http)
                ? (ClientGone, StatusCodes.Status499ClientClosedRequest)
                : (ProblemMapper.Map(exception).Kind.Code, ProblemMapper.Map(exception).Kind.Status);
            metrics.Count(operation, code);
            RequestSpans.SetProblem(http, code);
            Log(operation, status, code, started, null);
            throw;
        }
    }

    private void Log(string operation, int status, string outcome, long started, double? seconds)
    {
        // A flood is told by the metrics; a line for each request that is turned away would make it worse.
        var level = status == StatusCodes.Status503ServiceUnavailable ? LogLevel.Debug : LogLevel.Information;
        var milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2);
        AnalysisLog.Finished(_logger, level, operation, status, outcome, milliseconds, seconds);
    }
}
