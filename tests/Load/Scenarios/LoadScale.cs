using System.Globalization;

namespace CryApi.Load.Tests;

/// <summary>How long things go on: a few seconds in every test run, the whole length where the environment asks for it (see <c>run.sh</c>).</summary>
internal static class LoadScale
{
    /// <summary><c>CRYAPI_LOAD</c>: the share of the whole length that is run, 1 for all of it; absent: the fast part.</summary>
    private static readonly double? s_share = double.TryParse(
        Environment.GetEnvironmentVariable("CRYAPI_LOAD"), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : null;

    /// <summary>Whether claims of speed count.</summary>
    public static bool IsFull => s_share >= 1;

    /// <summary><c>CRYAPI_LOAD_REPORT</c>: where the report goes; null for nowhere.</summary>
    public static string? ReportFile { get; } = Environment.GetEnvironmentVariable("CRYAPI_LOAD_REPORT");

    /// <summary><c>CRYAPI_LOAD_SERVICE_CORE</c>: the core that services run on; null for all.</summary>
    public static string? ServiceCore { get; } = Environment.GetEnvironmentVariable("CRYAPI_LOAD_SERVICE_CORE");

    /// <summary>A length of time.</summary>
    /// <param name="full">Seconds of the whole length.</param>
    /// <param name="fast">Seconds of the fast part, which are never gone below.</param>
    public static TimeSpan Seconds(double full, double fast) => TimeSpan.FromSeconds(s_share is { } share ? Math.Max(share * full, fast) : fast);

    /// <summary>A count.</summary>
    public static int Count(int full, int fast) => s_share is { } share ? Math.Max((int)(share * full), fast) : fast;
}
