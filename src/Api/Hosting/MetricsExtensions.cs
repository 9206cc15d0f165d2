using CryApi.Audio;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CryApi.Api;

/// <summary>Metrics of the server and of the service, as Prometheus text.</summary>
internal static class MetricsExtensions
{
    private static readonly string[] Meters =
        [CryMetrics.MeterName, FfmpegMeter.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IServiceCollection AddPrometheus(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cryapi"))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        return services;
    }
}
