using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>How probabilities become events: the section <c>Events</c> of the configuration. See <see cref="EventOptions"/>.</summary>
public sealed class EventsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Events";

    private static readonly EventOptions Defaults = new();

    /// <summary>An event lasts as long as patches stay at or above this share of the detection threshold, above 0 to 1. Default 0.1.</summary>
    public double OffShare { get; set; } = Defaults.OffShare;

    /// <summary>Seconds taken off either end of an event. Default 0.3.</summary>
    public double TrimSeconds { get; set; } = Defaults.TrimSeconds;

    /// <summary>Events no further apart than this many seconds are one. Default 0.5.</summary>
    public double GapSeconds { get; set; } = Defaults.GapSeconds;

    /// <summary>Shorter events are left out, but for a clip's most probable, seconds. Default 0.5.</summary>
    public double MinSeconds { get; set; } = Defaults.MinSeconds;

    /// <summary>The same for the pipeline.</summary>
    internal EventOptions ToEventOptions() =>
        new() { OffShare = OffShare, TrimSeconds = TrimSeconds, GapSeconds = GapSeconds, MinSeconds = MinSeconds };
}
