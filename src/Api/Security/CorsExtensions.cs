using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Answers to web pages of other origins, where they are configured.</summary>
internal static class CorsExtensions
{
    private const string Policy = "pages";

    private static readonly string[] Methods = ["GET", "POST"];

    private static readonly string[] Sent =
        [PresentedKey.Header, "Authorization", "Content-Type", ResponseHeaders.RequestId, "traceparent"];

    private static readonly string[] Read = [ResponseHeaders.RequestId, "Retry-After"];

    private static readonly TimeSpan s_preflight = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddFluentOptions<CorsOptions, CorsOptionsValidator>(CorsOptions.Section);
        services.AddCors().AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<IOptions<CorsOptions>>(
            static (cors, options) => cors.AddPolicy(Policy, policy => policy
                .WithOrigins([.. options.Value.Origins])
                .WithMethods(Methods)
                .WithHeaders(Sent)
                .WithExposedHeaders(Read)
                .SetPreflightMaxAge(s_preflight)));
        return services;
    }

    /// <summary>Must stand behind the routing and before the check of keys: a browser asks for leave without one.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) => IsOn(app.ApplicationServices) ? app.UseCors() : app;

    /// <summary>For endpoints that a page may call.</summary>
    public static TBuilder AllowsOrigins<TBuilder>(this TBuilder builder, IEndpointRouteBuilder routes)
        where TBuilder : IEndpointConventionBuilder => IsOn(routes.ServiceProvider) ? builder.RequireCors(Policy) : builder;

    private static bool IsOn(IServiceProvider services) => services.GetRequiredService<IOptions<CorsOptions>>().Value.Origins.Count > 0;
}
