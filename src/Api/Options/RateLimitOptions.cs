namespace CryApi.Api;

/// <summary>How often one client may ask for an analysis: the section <c>RateLimit</c> of the configuration.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "RateLimit";

    // Enough for a phone that sends what it kept while it was away, too little to fill the queue.
    private const double BurstSeconds = 10;

    private const double SecondsPerMinute = 60;

    /// <summary>Analyses a minute that one client may ask for in the long run. Default 0: as many as it likes.</summary>
    public int RequestsPerMinute { get; set; }

    /// <summary>Analyses that it may ask for at once after a pause. Default 0: those of ten seconds, at least one.</summary>
    public int Burst { get; set; }

    /// <summary>The burst that holds.</summary>
    internal int Tokens => Burst > 0 ? Burst : Math.Max(1, (int)(RequestsPerMinute * BurstSeconds / SecondsPerMinute));

    /// <summary>Time in which a client earns one request.</summary>
    internal TimeSpan Period => TimeSpan.FromSeconds(SecondsPerMinute / RequestsPerMinute);
}
