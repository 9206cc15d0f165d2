using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// What answers are decided by beside the thresholds: with it, and an answer at the thresholds 0 with its segments, a client can decide again
/// without another request.
/// </summary>
/// <param name="Events">How the probabilities of windows become events.</param>
/// <param name="Prior">Type → probability before anything is heard, where a request gives none; they sum to 1.</param>
public sealed record DecisionResponse(EventRule Events, IReadOnlyDictionary<string, double> Prior)
{
    internal static DecisionResponse From(ModelManifest manifest, EventsOptions events, ClassificationOptions classification)
    {
        var labels = manifest.Stages[StageNames.Classifier].Labels!;
        return new(
            new EventRule(events.OffShare, events.TrimSeconds, events.GapSeconds, events.MinSeconds),
            (classification.ToPrior(labels) ?? TypePrior.Uniform(labels)).Shares);
    }
}

/// <summary>How the probabilities of windows become events.</summary>
/// <param name="OffShare">An event lasts as long as patches stay at or above this share of the threshold.</param>
/// <param name="TrimSeconds">Seconds taken off either end of an event.</param>
/// <param name="GapSeconds">Events no further apart than this many seconds are one.</param>
/// <param name="MinSeconds">Shorter events are left out, but for a clip's most probable, seconds.</param>
public sealed record EventRule(double OffShare, double TrimSeconds, double GapSeconds, double MinSeconds);
