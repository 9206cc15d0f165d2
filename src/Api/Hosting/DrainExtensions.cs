using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>A stop that loses nothing.</summary>
internal static class DrainExtensions
{
    // What a request that was in time needs to get its answer written when the server stops.
    private const double AnswerSeconds = 5;

    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);

        // After the drain comes at most one request whose body has just begun. The models must outlive it.
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>, IOptions<LimitsOptions>>((host, shutdown, limits) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(
                shutdown.Value.DrainSeconds + limits.Value.BodyTimeoutSeconds + limits.Value.RequestTimeoutSeconds + AnswerSeconds));
        return services
            .AddFluentOptions<ShutdownOptions, ShutdownOptionsValidator>(ShutdownOptions.Section)
            .AddHostedService<Drain>();
    }
}
