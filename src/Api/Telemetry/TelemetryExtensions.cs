using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CryApi.Api;

/// <summary>
/// Metrics of the server and of the service as Prometheus text. Where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, metrics, traces and logs go
/// there too; where it is not, nothing listens to the traces and they cost next to nothing.
/// </summary>
internal static class TelemetryExtensions
{
    private const string Service = "cryapi";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private static readonly string[] Meters =
    [
        CryMetrics.MeterName, PipelineMeter.MeterName, FfmpegMeter.MeterName,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    /// <summary>Of little use, and with names that Prometheus keeps for histograms; the processors are <c>cryapi.cpu.limit</c>.</summary>
    private static readonly string[] Unwanted = ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count"];

    /// <summary>Seconds; those that OpenTelemetry's conventions give for HTTP.</summary>
    private static readonly double[] HttpBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <exception cref="OptionsValidationException">The endpoint is no address.</exception>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CryMetrics>().AddSingleton<ServiceGauges>().AddSingleton<ModelInfo>();

        // The caller's own trace id on every line of its request.
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration[ServiceName] ?? Service, serviceVersion: BuildInfo.Version))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = HttpBuckets })
                .AddView(instrument => Unwanted.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
                .AddInstrumentation(services => services.GetRequiredService<CryMetrics>())
                .AddInstrumentation(services => services.GetRequiredService<ServiceGauges>())
                .AddInstrumentation(services => services.GetRequiredService<ModelInfo>())
                .AddPrometheusExporter());
        if (IsExported(builder.Configuration))
        {
            telemetry
                .WithTracing(tracing => tracing.AddSource(PipelineTrace.SourceName).AddAspNetCoreInstrumentation(RequestSpans.Configure))
                .WithLogging(configureBuilder: null, logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true))
                .UseOtlpExporter();
        }

        return builder;
    }

    private static bool IsExported(ConfigurationManager configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 } endpoint)
            return false;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? true
            : throw new OptionsValidationException(Endpoint, typeof(Uri), [$"{Endpoint} must be an address such as http://collector:4317."]);
    }
}
