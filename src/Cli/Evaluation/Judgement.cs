namespace CryApi.Cli;

/// <summary>One clip with its label and what the service said of it.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Fold">The fold whose bundle judged it; 0 where there is one bundle only.</param>
/// <param name="Truth">Index of its label.</param>
/// <param name="Answer">Index of the label that the service chose at its default threshold, or of the most probable one.</param>
/// <param name="Probabilities">Probability of each label.</param>
internal sealed record Judgement(DatasetClip Clip, int Fold, int Truth, int Answer, double[] Probabilities)
{
    /// <summary>Length of the decoded audio in seconds, where false alarms are counted by the hour.</summary>
    public double Seconds { get; init; }

    /// <summary>The default threshold that <see cref="Answer"/> stands on, where there is one.</summary>
    public double? Threshold { get; init; }
}
