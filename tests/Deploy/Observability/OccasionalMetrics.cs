namespace CryApi.Deploy.Tests;

/// <summary>Metrics that are told only once something has happened that the tests' service does not meet.</summary>
internal static class OccasionalMetrics
{
    private const string Decoders = "cryapi_decoder_duration_seconds";

    /// <summary>Told once a bundle was loaded beside the one in use.</summary>
    private const string Reloads = "cryapi_model_reloads_total";

    public static bool Contain(string metric, MeasuredService service) =>
        metric == Reloads || (!service.HasDecoder && metric.StartsWith(Decoders, StringComparison.Ordinal));
}
