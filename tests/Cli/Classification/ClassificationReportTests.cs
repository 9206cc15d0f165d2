namespace CryApi.Cli.Tests;

/// <summary>Figures of two repeats held against scikit-learn 1.2.1 (<see cref="FortyEightClips"/>).</summary>
public class ClassificationReportTests
{
    private static readonly ClassificationReport Report = Of(FortyEightClips.Judgements());

    [Theory]
    // accuracy_score, balanced_accuracy_score, precision_, recall_ and f1_score(average="macro"), roc_auc_score(multi_class="ovr"),
    // average_precision_score(np.eye(3)[truth], p, average="macro"), log_loss, recall_score(average=None), roc_auc_score(truth == k, p[:, k]); the
    // calibration error in NumPy: bins np.clip(np.ceil(15 * p.max(1)) - 1, 0, 14), sum of |sum(p.max(1) - right)| / 48.
    [InlineData("accuracy", 0.6770833333333333, 0.014731391274719766)]
    [InlineData("balanced_accuracy", 0.6561728395061728, 0.000872971334798195)]
    [InlineData("macro_precision", 0.6168690628829947, 0.0061822892059230925)]
    [InlineData("macro_recall", 0.6561728395061728, 0.000872971334798195)]
    [InlineData("macro_f1", 0.6259662198212619, 0.003090114168150574)]
    [InlineData("macro_roc_auc", 0.8980800064133397, 0.0068458336492941314)]
    [InlineData("macro_pr_auc", 0.8176782194719512, 0.005550920123244759)]
    [InlineData("log_loss", 0.7551066480859716, 0.042551239341440956)]
    [InlineData("ece", 0.25111202872899036, 0.024832210081793225)]
    [InlineData("recall_x", 0.6851851851851851, 0.026189140043946242)]
    [InlineData("recall_y", 0.7, 0.14142135623730953)]
    [InlineData("recall_z", 0.5833333333333333, 0.11785113019775789)]
    [InlineData("roc_auc_x", 0.8756613756613756, 0.0012471019068546203)]
    [InlineData("roc_auc_y", 0.8959595959595961, 0.041426457887696756)]
    [InlineData("roc_auc_z", 0.9226190476190477, 0.019641855032959663)]
    public void Mean_and_deviation_over_repeats(string name, double value, double deviation)
    {
        var figure = Figure(Report, name);
        Assert.Equal(value, figure.Value!.Value, 1e-12);
        Assert.Equal(deviation, figure.Deviation!.Value, 1e-12);
        Assert.InRange(value, figure.Low!.Value, figure.High!.Value);
        Assert.True(figure.Low < figure.High);
    }

    [Theory]
    // DummyClassifier's figures: most_frequent; log_loss of the shares; for drawing the mean of 100,000 draws in NumPy.
    [InlineData("accuracy", 27 / 48.0, 0.4297, 0.0005)]
    [InlineData("balanced_accuracy", 1 / 3.0, 1 / 3.0, 1e-12)]
    [InlineData("macro_f1", 0.24, 0.3298, 0.01)]
    [InlineData("macro_precision", 27 / 144.0, 0.3334, 0.01)]
    [InlineData("log_loss", 0.9470571522825083, 0.9470571522825083, 1e-12)]
    [InlineData("macro_roc_auc", 0.5, 0.5, 1e-12)]
    [InlineData("recall_x", 1, 27 / 48.0, 1e-12)]
    [InlineData("recall_y", 0, 15 / 48.0, 1e-12)]
    public void Rules_that_hear_nothing(string name, double always, double drawn, double tolerance)
    {
        Assert.Equal(always, Figure(Report, name).Baseline!.Value, 1e-12);
        Assert.Equal(drawn, Figure(Report, name).Chance!.Value, tolerance);
    }

    [Fact]
    public void Clips_are_counted_once_and_answers_in_every_repeat()
    {
        Assert.Equal((48, 19, 2), (Report.Clips, Report.Groups, Report.Repeats));
        Assert.Equal(48, Report.Slices.Sum(s => s.Clips));
        Assert.Equal(96, Report.Confusion.Sum(row => row.Sum()));
        Assert.Empty(Report.Origins);
    }

    [Fact]
    public void Repeats_that_agree_are_no_more_clips()
    {
        double[] Same(int repeat, int clip) => FortyEightClips.Probabilities[0][clip];
        var once = Of(FortyEightClips.Judgements(Same, repeats: 1));
        var often = Of(FortyEightClips.Judgements(Same, repeats: 4));
        foreach (var (one, many) in once.Figures.Zip(often.Figures))
        {
            Assert.Equal(one.Value!.Value, many.Value!.Value, 1e-12);
            Assert.Equal(one.Low!.Value, many.Low!.Value, 1e-12);
            Assert.Equal(one.High!.Value, many.High!.Value, 1e-12);
            Assert.Null(one.Deviation);
            Assert.Equal(0, many.Deviation!.Value, 1e-12);
        }
    }

    [Fact]
    public void Answers_that_are_all_right()
    {
        var report = Of(FortyEightClips.Judgements((_, clip) => [.. Enumerable.Range(0, 3).Select(type => type == FortyEightClips.Truth[clip] ? 1.0 : 0)]));
        foreach (var figure in report.Figures)
        {
            var best = figure.Name is "log_loss" or "ece" ? 0 : 1;
            Assert.Equal(best, figure.Value!.Value, 1e-12);
            Assert.Equal((best, best), (Math.Round(figure.Low!.Value, 9), Math.Round(figure.High!.Value, 9)));
        }

        Assert.All(report.Permutation.Figures, f => Assert.Equal(1 / 1001.0, f.PValue));
    }

    [Fact]
    public void Resamples_without_a_type_have_no_macro_figure()
    {
        int[] truth = [0, 1, 2];
        var judgements = truth.Select(t => new Judgement(
            new DatasetClip { Path = $"{t}", Group = $"g{t}" }, 0, t, t, [.. Enumerable.Range(0, 3).Select(l => l == t ? 0.8 : 0.1)])).ToList();
        var sample = TypeFigures.Samples(TypeTable.Of(judgements, ["x", "y", "z"])).Single();
        sample.Weigh([2, 1, 0]);
        Assert.Equal(1, sample.Accuracy);
        Assert.True(double.IsNaN(sample.Macro(Confusion.Recall)));
        Assert.True(double.IsNaN(sample.MacroRocAuc()));
        Assert.True(double.IsNaN(sample.Recall(2)));
        Assert.Equal(1, sample.Recall(0));
    }

    [Fact]
    public void Origins_are_told_apart()
    {
        var judgements = FortyEightClips.Judgements()
            .ConvertAll(j => j with { Clip = new DatasetClip { Path = j.Clip.Path, Group = j.Clip.Group, Origin = int.Parse(j.Clip.Group[1..]) < 9 ? "p" : "q" } });
        var report = Of(judgements);
        Assert.Equal(["p", "q"], report.Origins.Select(o => o.Origin));
        Assert.Equal(48, report.Origins.Sum(o => o.Clips));
        foreach (var origin in report.Origins)
        {
            var alone = Of([.. judgements.Where(j => j.Clip.Origin == origin.Origin)]);
            Assert.Equal(alone.Figures, origin.Figures);
            Assert.Equal(alone.Permutation.Figures, origin.Permutation.Figures);
            Assert.Equal(alone.Calibrated!.Sets.Figures, origin.Calibrated!.Sets.Figures);
        }
    }

    [Fact]
    public void A_clip_that_one_repeat_lacks_is_left_out()
    {
        var judgements = FortyEightClips.Judgements();
        judgements.RemoveAll(j => j is { Repeat: 1, Clip.Path: "3.wav" });
        Assert.Equal(47, Of(judgements).Clips);
        Assert.Equal(2 * 47, Of(judgements).Confusion.Sum(row => row.Sum()));
    }

    internal static ClassificationReport Of(IReadOnlyList<Judgement> judgements) => ClassificationReport.Of(judgements, FortyEightClips.Labels, "test");

    private static Figure Figure(Report report, string name) => report.Figures.Single(f => f.Name == name);
}
