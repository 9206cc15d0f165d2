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

    /// <summary>The repeat of a cross-validation that it belongs to; 0 where there is one only.</summary>
    public int Repeat { get; init; }

    /// <summary>What the calibrated classifier promises, where the bundle has that.</summary>
    public CalibratedJudgement? Calibrated { get; init; }
}

/// <summary>The calibrated part of an answer, over the same labels as <see cref="Judgement.Probabilities"/>.</summary>
/// <param name="Posterior">Posterior probability of each label where all are as likely beforehand.</param>
/// <param name="Evidence">Index into <see cref="TypePosterior.Evidence"/>, as answered.</param>
/// <param name="Set">Whether each label is in the prediction set.</param>
/// <param name="Coverage">What the set promises: how often it holds the truth, 0…1.</param>
internal sealed record CalibratedJudgement(double[] Posterior, int Evidence, bool[] Set, double Coverage);
