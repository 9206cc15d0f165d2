namespace CryApi.Load.Tests;

/// <summary>The queue before the work, as the service tells of it.</summary>
internal static class ServiceQueue
{
    /// <summary>Requests that may wait.</summary>
    public static double Length(ServiceMetrics metrics) => metrics.Sum("cryapi_queue_limit");

    /// <summary>Mean seconds that a request waited between two moments.</summary>
    public static double MeanWait(ServiceMetrics now, ServiceMetrics before) => now.MeanSince(before, "cryapi_stage_duration_seconds", "stage=\"wait\"");
}
