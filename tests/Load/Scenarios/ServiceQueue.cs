namespace CryApi.Load.Tests;

/// <summary>The queue before the work, as the service has it by default.</summary>
internal static class ServiceQueue
{
    private const int ForEachCore = 16;

    /// <summary>Requests that may wait: the default of <c>Limits:MaxQueueLength</c> on the cores that services have here.</summary>
    public static int Length { get; } = ForEachCore * (LoadScale.ServiceCore is null ? Environment.ProcessorCount : 1);

    /// <summary>Mean seconds that a request waited between two moments, as the service says.</summary>
    public static double MeanWait(ServiceMetrics now, ServiceMetrics before) => now.MeanSince(before, "cryapi_stage_duration_seconds", "stage=\"wait\"");
}
