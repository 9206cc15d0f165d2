using System.Globalization;

namespace CryApi.Pipeline.Tests;

/// <summary>What people read of the models is what was measured of the very files that ship.</summary>
public class ModelCardTests(LoadedPipeline loaded)
{
    [Theory]
    [InlineData("models/MODEL_CARD.md", StageNames.Embedding, "cosine_to_teacher")]
    [InlineData("models/MODEL_CARD.md", StageNames.Detector, "roc_auc")]
    [InlineData("models/MODEL_CARD.md", StageNames.Detector, "pr_auc")]
    [InlineData("models/MODEL_CARD.md", StageNames.Detector, "recall_at_1_percent_false_positives")]
    [InlineData("models/MODEL_CARD.md", StageNames.Detector, "f1")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "balanced_accuracy")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "macro_f1")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "macro_roc_auc")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "log_loss")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "calibrated_log_loss")]
    [InlineData("models/MODEL_CARD.md", StageNames.Classifier, "prediction_set_coverage")]
    [InlineData("README.md", StageNames.Detector, "roc_auc")]
    [InlineData("README.md", StageNames.Detector, "recall_at_1_percent_false_positives")]
    [InlineData("README.md", StageNames.Detector, "accuracy")]
    [InlineData("README.md", StageNames.Classifier, "accuracy")]
    [InlineData("README.md", StageNames.Classifier, "balanced_accuracy")]
    [InlineData("README.md", StageNames.Classifier, "calibrated_log_loss")]
    [InlineData("README.md", StageNames.Classifier, "prediction_set_coverage")]
    public void A_page_tells_the_measured_figure_and_the_trivial_one(string page, string stage, string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var figure = loaded.Pipeline.Manifest.Stages[stage].Figures.Single(f => f.Name == name);
        Assert.Contains(figure.Value.ToString("0.000", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.Contains(figure.Baseline!.Value.ToString("0.0##", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
    }

    // What left-out families showed of the bundle that ships: no claim beyond the prior, and sets that keep their promise.
    [Fact]
    public void Calibrated_answers_are_no_worse_than_the_prior_and_sets_cover_what_they_promise()
    {
        var classifier = loaded.Pipeline.Manifest.Stages[StageNames.Classifier];
        double Value(string name) => classifier.Figures.Single(f => f.Name == name).Value;
        Assert.InRange(Value("calibrated_ece"), 0, 0.05);
        Assert.InRange(Value("calibrated_log_loss"), 0, classifier.Figures.Single(f => f.Name == "calibrated_log_loss").Baseline!.Value + 1e-5);
        Assert.InRange(Value("prediction_set_coverage"), 0.87, 0.93);
        Assert.Equal(0.9, classifier.Calibration!.Coverage);
    }

    [Fact]
    public void The_card_tells_the_default_threshold()
    {
        var card = File.ReadAllText(Path.Combine(Repository.Models, "MODEL_CARD.md"));
        var threshold = loaded.Pipeline.Manifest.Stages[StageNames.Detector].DefaultThreshold!.Value;
        Assert.Contains(threshold.ToString(CultureInfo.InvariantCulture), card, StringComparison.Ordinal);
    }

    // A head stands on what its embedding has heard: whoever looks for a licence at /models must not miss one.
    [Fact]
    public void Whatever_the_detectors_head_was_trained_on_is_told_of_its_embedding_too()
    {
        var told = loaded.Pipeline.Manifest.Stages[StageNames.Embedding].Training;
        Assert.All(loaded.Pipeline.Manifest.Stages[StageNames.Detector].Training, entry => Assert.Contains(entry, told));
    }
}
