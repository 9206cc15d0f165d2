namespace CryApi.Cli;

/// <summary>One clip with its true events and those that the service found.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Fold">The fold whose bundle judged it; 0 where there is one bundle only.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Truth">True events, in order.</param>
/// <param name="Found">Found events, in order.</param>
internal sealed record EventJudgement(
    DatasetClip Clip, int Fold, double Seconds, IReadOnlyList<EventTimes> Truth, IReadOnlyList<EventTimes> Found);
