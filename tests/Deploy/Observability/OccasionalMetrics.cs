namespace CryApi.Deploy.Tests;

/// <summary>Metrics that are told only once something has happened that the tests' service does not meet.</summary>
internal static class OccasionalMetrics
{
    private const string Decoders = "cryapi_decoder_duration_seconds";

    public static bool Contain(string metric, MeasuredService service) =>
        !service.HasDecoder && metric.StartsWith(Decoders, StringComparison.Ordinal);
}
