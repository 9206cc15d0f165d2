namespace CryApi.Cli;

/// <summary>Posterior probabilities under one prior.</summary>
/// <param name="Prior"><c>uniform</c>: every type counts the same; <c>shares</c>: types as frequent as in the corpus, so every clip counts once.</param>
/// <param name="Probabilities">Type → prior.</param>
/// <param name="Figures"><c>accuracy</c>, <c>ece</c> and <c>log_loss</c> beside those of the constant prior.</param>
/// <param name="Evidence">The same answers by strength of evidence.</param>
internal sealed record PriorReport(
    string Prior, IReadOnlyDictionary<string, double> Probabilities, IReadOnlyList<Figure> Figures, IReadOnlyList<EvidenceReport> Evidence)
{
    /// <summary>Computes it.</summary>
    public static PriorReport Of(TypeTable table, string name, double[] prior)
    {
        CalibratedSample[] repeats =
        [
            .. table.Repeats.Select(r => new CalibratedSample(
                table.Truth,
                [.. r.Select(j => j.Calibrated!.Posterior)],
                [.. r.Select(j => j.Calibrated!.Evidence)],
                prior)),
        ];
        var entropy = prior.Where(p => p > 0).Sum(p => -p * Math.Log(p));
        var levels = Enumerable.Range(0, TypePosterior.Evidence.Count).ToArray();
        var figures = RepeatedFigures.Of<CalibratedSample>(
            table.Groups,
            repeats,
            [
                new("accuracy", s => s.Right(null), prior.Max()),
                new("ece", s => s.CalibrationError, 0),
                new("log_loss", s => s.LogLoss, entropy),
                .. levels.SelectMany(level => (RepeatedFigure<CalibratedSample>[])
                [
                    new("share", s => s.Share(level)),
                    new("right", s => s.Right(level), RepeatedFigures.Mean([.. repeats.Select(s => s.PriorRight(level))])),
                    new("gain", s => s.Right(level) - s.PriorRight(level), 0),
                    new("probability", s => s.Promised(level)),
                ]),
            ]);
        var own = figures.Skip(3).Chunk(4).ToArray();
        return new(
            name,
            table.Labels.Zip(prior).ToDictionary(p => p.First, p => p.Second),
            [.. figures.Take(3)],
            [.. levels.Select(level => new EvidenceReport(TypePosterior.Evidence[level], own[level][0], own[level][1], own[level][2], own[level][3]))]);
    }
}

/// <summary>Answers with one strength of evidence.</summary>
/// <param name="Evidence">The strength.</param>
/// <param name="Share">Share of the answers.</param>
/// <param name="Right">How often the best type is right, beside the prior's most probable type on the same clips.</param>
/// <param name="Gain">The difference of the two.</param>
/// <param name="Probability">Mean probability of the best type: what <paramref name="Right"/> should be.</param>
internal sealed record EvidenceReport(string Evidence, Figure Share, Figure Right, Figure Gain, Figure Probability);
