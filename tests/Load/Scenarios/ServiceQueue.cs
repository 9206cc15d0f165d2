namespace CryApi.Load.Tests;

/// <summary>The queue before the work, as the service is set up here.</summary>
internal static class ServiceQueue
{
    /// <summary>Requests that may wait.</summary>
    public const int Length = 16;

    /// <summary>The setting for it: those and the one that is worked on.</summary>
    public static string Setting { get; } = FormattableString.Invariant($"Limits:MaxInFlight={Length + Environment.ProcessorCount}");

    /// <summary>Mean seconds that a request waited between two moments, as the service says.</summary>
    public static double MeanWait(ServiceMetrics now, ServiceMetrics before) => now.MeanSince(before, "cryapi_stage_duration_seconds", "stage=\"wait\"");
}
