using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>What a gateway says of a request, and the path that it puts the service under.</summary>
internal static class GatewayExtensions
{
    // Set by ASPNETCORE_FORWARDEDHEADERS_ENABLED: the framework would then believe everybody.
    private const string BelieveEverybody = "FORWARDEDHEADERS_ENABLED";

    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddFluentOptions<GatewayOptions, GatewayOptionsValidator>(GatewayOptions.Section)
            .AddOptions<GatewayOptions>()
            .Validate<IConfiguration>(
                (_, configuration) => !configuration.GetValue(BelieveEverybody, false),
                $"{BelieveEverybody} lets anybody say who he is; use {GatewayOptions.Section}:{nameof(GatewayOptions.TrustedNetworks)}.");
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<GatewayOptions>>(Configure);
        return builder;
    }

    /// <summary>Must come first: what follows asks for the client's address and for paths of the service.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        if (options.ToNetworks().Count > 0)
            app.UseForwardedHeaders().Use(RefuseBadPrefix);
        if (options.PathBase.Length > 0)
            app.UsePathBase(options.PathBase);
        return app;
    }

    private static void Configure(ForwardedHeadersOptions forwarded, IOptions<GatewayOptions> gateway)
    {
        // Not the host: no answer has one, so that nobody gains by it but a liar.
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;

        // From the last gateway back to the first address that is none, however many gateways there are.
        forwarded.ForwardLimit = null;

        // The framework trusts this machine by default; here nobody is trusted unasked.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in gateway.Value.ToNetworks())
            forwarded.KnownIPNetworks.Add(network);
    }

    /// <summary>A gateway may pass on a prefix that its client made up; <c>//elsewhere</c> would be a redirect to another host.</summary>
    private static Task RefuseBadPrefix(HttpContext context, RequestDelegate next)
    {
        if (context.Request.PathBase.Value is { Length: > 0 } prefix && !GatewayOptionsValidator.IsPathBase(prefix))
            context.Request.PathBase = PathString.Empty;
        return next(context);
    }
}
