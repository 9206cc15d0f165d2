namespace CryApi.Api;

/// <summary>Who may ask, and how often.</summary>
internal static class SecurityExtensions
{
    public static IServiceCollection AddSecurity(this IServiceCollection services) => services
        .AddFluentOptions<ApiKeysOptions, ApiKeysOptionsValidator>(ApiKeysOptions.Section)
        .AddSingleton<ApiKeyStore>()
        .AddHostedService<ApiKeyReloader>()
        .AddRateLimit()
        .AddCrossOrigin();

    /// <summary>Must stand behind the routing: which endpoint is asked decides what it takes.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Keys, rate or origins can't be as they are configured.</exception>
    public static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app
        .UseCrossOrigin()
        .UseMiddleware<ApiKeyMiddleware>(app.ApplicationServices.GetRequiredService<ApiKeyStore>())
        .UseShedding()
        .UseRateLimit();

    /// <summary>The endpoints ask for a key where any is configured, and answer pages of the origins that are.</summary>
    public static TBuilder IsGuarded<TBuilder>(this TBuilder builder, IEndpointRouteBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ApiKeyRequired()).WithProblems(ProblemKinds.Unauthorized).AllowsOrigins(routes);
}
