using Microsoft.AspNetCore.Connections.Features;

namespace CryApi.Api;

/// <summary>
/// Tells callers to take their next request elsewhere while the server is about to stop: <c>Connection: close</c> on every answer of HTTP/1,
/// GOAWAY where it is HTTP/2. So connections that are kept alive go away by themselves, with nothing under way on them.
/// </summary>
internal static class DrainingConnections
{
    /// <summary>Must stand before all that answers.</summary>
    public static IApplicationBuilder UseDrainingConnections(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        return app.Use((context, next) =>
        {
            // At the last moment: the stop may begin while the request is worked on.
            context.Response.OnStarting(state =>
            {
                if (readiness.IsDraining)
                    SendElsewhere((HttpContext)state);
                return Task.CompletedTask;
            }, context);
            return next(context);
        });
    }

    private static void SendElsewhere(HttpContext context)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        else
            context.Response.Headers.Connection = "close";
    }
}
