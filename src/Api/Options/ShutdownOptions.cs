namespace CryApi.Api;

/// <summary>How the server goes away: the section <c>Shutdown</c> of the configuration.</summary>
public sealed class ShutdownOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Shutdown";

    /// <summary>
    /// Seconds, 0 to 300, between the signal to stop and the moment when no connection is accepted any more. All that time the server is not ready
    /// but serves what arrives: whoever sends it requests needs a moment to notice. A second signal ends it early. Default 5.
    /// </summary>
    public double DrainSeconds { get; set; } = 5;
}
