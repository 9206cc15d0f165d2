using CryApi.Audio;
using Microsoft.AspNetCore.Diagnostics;

namespace CryApi.Api;

/// <summary>Turns every exception into problem details. Only faults and shortages of the server are logged.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ProblemMapper.IsClientGone(exception, httpContext))
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = ProblemMapper.Map(exception);
        if (problem.Kind == ProblemKinds.InternalError || exception is OutOfMemoryException or FfmpegException)
            LogFault(exception, httpContext.Request.Method, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName);
        await ProblemWriter.WriteAsync(httpContext, problem).ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogFault(Exception exception, string method, string? endpoint);
}
