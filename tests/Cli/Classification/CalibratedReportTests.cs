namespace CryApi.Cli.Tests;

/// <summary>Posterior probabilities and prediction sets, held against scikit-learn 1.2.1 with <c>sample_weight</c> (<see cref="FortyEightClips"/>).</summary>
public class CalibratedReportTests
{
    private static readonly CalibratedReport Report = ClassificationReportTests.Of(FortyEightClips.Judgements()).Calibrated!;

    [Theory]
    // q = p * prior / (p * prior).sum(1); w = prior[truth] / np.bincount(truth)[truth]; accuracy_score and log_loss(…, sample_weight=w); the
    // calibration error as in ClassificationReportTests, weighted by w / w.sum().
    [InlineData("uniform", "accuracy", 0.6561728395061728, 0.000872971334798195)]
    [InlineData("uniform", "ece", 0.25640952906355496, 0.027169014917634432)]
    [InlineData("uniform", "log_loss", 0.756179087733835, 0.01737149934567371)]
    [InlineData("shares", "accuracy", 0.7187500000000001, 0.04419417382415922)]
    [InlineData("shares", "ece", 0.20771129181502537, 0.04114951164259069)]
    [InlineData("shares", "log_loss", 0.6578397889244647, 0.017809167835280113)]
    public void Figures_under_a_prior(string prior, string name, double value, double deviation)
    {
        var figure = Prior(prior).Figures.Single(f => f.Name == name);
        Assert.Equal(value, figure.Value!.Value, 1e-12);
        Assert.Equal(deviation, figure.Deviation!.Value, 1e-12);
        Assert.InRange(value, figure.Low!.Value, figure.High!.Value);
    }

    [Theory]
    // np.digitize of 2 * p.max(1) / (1 - p.max(1)) at [1.5, 3, 10], under both priors the same; np.average(…, weights=w).
    [InlineData("uniform", "none", 0.2080246913580247, 0.19971112520256462, 0.3333333333333333)]
    [InlineData("uniform", "weak", 0.6061728395061728, 0.7082874449339206, 0.3333333333333333)]
    [InlineData("uniform", "moderate", 0.1623456790123457, 1.0, 0.33333333333333326)]
    [InlineData("uniform", "strong", 0.023456790123456788, 1.0, 0.3333333333333333)]
    [InlineData("shares", "none", 0.20833333333333337, 0.625, 0.625)]
    [InlineData("shares", "weak", 0.572916666666667, 0.6566666666666664, 0.5099999999999998)]
    [InlineData("shares", "moderate", 0.18750000000000003, 0.9, 0.5461538461538462)]
    [InlineData("shares", "strong", 0.03125, 1.0, 0.75)]
    public void Answers_by_evidence(string prior, string evidence, double share, double right, double byPrior)
    {
        var level = Prior(prior).Evidence.Single(e => e.Evidence == evidence);
        Assert.Equal(share, level.Share.Value!.Value, 1e-12);
        Assert.Equal(right, level.Right.Value!.Value, 1e-12);
        Assert.Equal(byPrior, level.Right.Baseline!.Value, 1e-12);
        Assert.Equal(right - byPrior, level.Gain.Value!.Value, 1e-12);
    }

    [Theory]
    // s = p >= 0.3; s[range(48), truth].mean() and s.sum(1).mean(), of all and of each type.
    [InlineData("coverage", 0.8854166666666667, 0.014731391274719766)]
    [InlineData("coverage_x", 0.8333333333333333, 0.026189140043946242)]
    [InlineData("coverage_y", 0.9333333333333333, 0.0)]
    [InlineData("coverage_z", 1.0, 0.0)]
    [InlineData("size", 1.6666666666666667, 0.08838834764831845)]
    [InlineData("size_x", 1.6111111111111112, 0.026189140043946166)]
    [InlineData("size_y", 1.6666666666666665, 0.3771236166328254)]
    [InlineData("size_z", 1.9166666666666665, 0.3535533905932736)]
    [InlineData("idle", 0.010416666666666666, 0.01473139127471974)]
    public void Prediction_sets(string name, double value, double deviation)
    {
        Assert.Equal(0.9, Report.Sets.Nominal, 1e-12);
        var figure = Report.Sets.Figures.Single(f => f.Name == name);
        Assert.Equal(value, figure.Value!.Value, 1e-12);
        Assert.Equal(deviation, figure.Deviation!.Value, 1e-12);
        Assert.Equal(name.StartsWith("coverage", StringComparison.Ordinal), figure.Baseline is not null);
    }

    [Fact]
    public void The_prior_alone_beside_the_posterior()
    {
        Assert.Equal(Math.Log(3), Prior("uniform").Figures.Single(f => f.Name == "log_loss").Baseline!.Value, 1e-12);
        // log_loss(truth, np.tile(shares, (48, 1)))
        Assert.Equal(0.9470571522825083, Prior("shares").Figures.Single(f => f.Name == "log_loss").Baseline!.Value, 1e-12);
        Assert.Equal(27 / 48.0, Prior("shares").Probabilities["x"], 1e-12);
        Assert.Equal(27 / 48.0, Prior("shares").Figures.Single(f => f.Name == "accuracy").Baseline!.Value, 1e-12);
    }

    [Fact]
    public void An_answer_that_only_repeats_the_prior_has_its_figures()
    {
        foreach (var prior in ClassificationReportTests.Of(FortyEightClips.Judgements((_, _) => [1 / 3.0, 1 / 3.0, 1 / 3.0])).Calibrated!.Priors)
        {
            Assert.Equal(0, prior.Figures.Single(f => f.Name == "ece").Value!.Value, 1e-9);
            var loss = prior.Figures.Single(f => f.Name == "log_loss");
            Assert.Equal(loss.Baseline!.Value, loss.Value!.Value, 1e-12);
            Assert.Equal([1, 0, 0, 0], prior.Evidence.Select(e => Math.Round(e.Share.Value!.Value, 9)));
            Assert.Null(prior.Evidence[3].Right.Value);
        }
    }

    [Fact]
    public void A_type_without_a_clip_has_no_prior()
    {
        var report = ClassificationReportTests.Of([.. FortyEightClips.Judgements().Where(j => j.Truth < 2)]).Calibrated!;
        Assert.Equal([0.5, 0.5, 0], report.Priors[0].Probabilities.Values);
        Assert.NotNull(report.Priors[0].Figures.Single(f => f.Name == "log_loss").Value);
        Assert.DoesNotContain(report.Sets.Figures, f => f.Name == "coverage_z");
    }

    [Fact]
    public void Evidence_is_the_best_type_against_the_mean_of_the_others()
    {
        Assert.Equal(2, TypePosterior.EvidenceOf([0.8, 0.2]));
        Assert.Equal(0, TypePosterior.EvidenceOf([0.5, 0.5]));
        Assert.Equal(3, TypePosterior.EvidenceOf([1, 0]));
        // 0.4 against a mean of 0.15: even odds become 8 to 3.
        Assert.Equal(1, TypePosterior.EvidenceOf([0.1, 0.2, 0.4, 0.15, 0.15]));
    }

    [Fact]
    public void Without_calibration_there_is_no_such_part()
    {
        var judgements = FortyEightClips.Judgements();
        judgements[5] = judgements[5] with { Calibrated = null };
        Assert.Null(ClassificationReportTests.Of(judgements).Calibrated);
    }

    private static PriorReport Prior(string name) => Report.Priors.Single(p => p.Prior == name);
}
