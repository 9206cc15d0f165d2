using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Listens on the ports of <see cref="ServerOptions"/> and keeps what belongs to the operator off the others.</summary>
internal static class Ports
{
    /// <summary>What an operator asks, and people who write clients.</summary>
    private static readonly PathString[] Management = ["/metrics", "/health", "/swagger", "/openapi.yaml"];

    /// <summary>Says where to listen. Must stand where paths are those of the service.</summary>
    /// <exception cref="OptionsValidationException">The ports contradict the addresses.</exception>
    public static WebApplication UsePorts(this WebApplication app)
    {
        var ports = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        app.Listen(ports);
        if (ports.ManagementPort > 0)
            app.Use((context, next) => AnswerWhereItBelongs(context, next, ports.ManagementPort));
        return app;
    }

    /// <summary>Chooses the protocols of an endpoint by its port.</summary>
    public static void ListenAs(this ListenOptions endpoint, ServerOptions ports)
    {
        if (ports.Http2Port > 0 && endpoint.IPEndPoint?.Port == ports.Http2Port)
            endpoint.Protocols = HttpProtocols.Http2;
    }

    private static void Listen(this WebApplication app, ServerOptions ports)
    {
        // A server that is not on a network has none, and one that was told where to listen keeps to it.
        if (((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>() is not { Addresses: { Count: 0, IsReadOnly: false } addresses })
            return;
        try
        {
            foreach (var address in Addresses.Of(app.Configuration, ports))
                addresses.Add(address);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new OptionsValidationException(ServerOptions.Section, typeof(ServerOptions), [$"{ServerOptions.Section}: {exception.Message}"]);
        }
    }

    /// <summary>Decides by the connection, never by a header that anybody can send.</summary>
    private static Task AnswerWhereItBelongs(HttpContext context, RequestDelegate next, int managementPort)
    {
        var path = context.Request.Path;
        var isManagement = Array.Exists(Management, start => path.StartsWithSegments(start));
        var isOperator = context.Connection.LocalPort == managementPort;
        if (isManagement == isOperator)
            return next(context);
        if (isOperator && path.Value is "" or "/")
        {
            context.Response.Redirect($"{context.Request.PathBase}/swagger");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
