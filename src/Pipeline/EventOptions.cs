namespace CryApi.Pipeline;

/// <summary>
/// How the probabilities of patches become events: hysteresis. An event begins where they reach the detection threshold and lasts, both
/// ways, as long as they stay above a part of it. The defaults are those of training/README.md.
/// </summary>
public sealed record EventOptions
{
    /// <summary>
    /// Where an event ends, as a share of where it begins, above 0 to 1: at a threshold of 0.7 and a share of 0.1 an event lasts as long as
    /// probabilities stay at or above 0.07. A small share keeps one bout of crying in one piece. Default 0.1.
    /// </summary>
    public double OffShare { get; init; } = 0.1;

    /// <summary>
    /// What is taken off either end of an event, seconds, 0 to 1: patches are longer than the time between them, and a patch is taken for
    /// a cry while only its edge cries. Not at the start and end of the clip, and no event becomes shorter than 0.48 s by it. Default 0.3.
    /// </summary>
    public double TrimSeconds { get; init; } = 0.3;

    /// <summary>Events that are no further apart than this are one, seconds, 0 to 60. Default 0.5.</summary>
    public double GapSeconds { get; init; } = 0.5;

    /// <summary>
    /// Shorter events are left out, seconds, 0 to 60; but never the most probable one, as a clip that is a cry has an event. Default 0.5.
    /// </summary>
    public double MinSeconds { get; init; } = 0.5;
}
