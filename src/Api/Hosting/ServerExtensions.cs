using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>How the server listens.</summary>
internal static class ServerExtensions
{
    // What a connection may send ahead of its turn, which no budget of bodies counts.
    private const int MaxUnreadBytes = 256 * 1024;

    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton<IMemoryPoolFactory<byte>, NetworkBlocks.Factory>()
            .Configure<SocketTransportOptions>(transport => transport.MaxReadBufferSize = MaxUnreadBytes)
            .AddFluentOptions<ServerOptions, ServerOptionsValidator>(ServerOptions.Section)
            .AddFluentOptions<ConnectionsOptions, ConnectionsOptionsValidator>(ConnectionsOptions.Section)
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ServerOptions>, IOptions<ConnectionsOptions>>(Configure);
        builder.AddGateway();
        return builder;
    }

    /// <summary>Headers on every answer; see <see cref="ResponseHeaders"/>.</summary>
    public static IApplicationBuilder UseResponseHeaders(this IApplicationBuilder app) => app.Use(ResponseHeaders.InvokeAsync);

    private static void Configure(KestrelServerOptions kestrel, IOptions<ServerOptions> server, IOptions<ConnectionsOptions> connections)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.ListenAs(server.Value));
        kestrel.Limits.Keep(connections.Value);

        // AudioBody counts. Kestrel's own limit would close the connection before a client that is still sending reads the answer.
        kestrel.Limits.MaxRequestBodySize = null;
    }
}
