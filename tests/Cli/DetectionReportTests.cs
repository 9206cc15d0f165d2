namespace CryApi.Cli.Tests;

/// <summary>Figures held against scikit-learn 1.2.1 on <see cref="FortyClips"/>, 19 cries and 850 s without one.</summary>
public class DetectionReportTests
{
    private static readonly DetectionReport Report = DetectionReport.Of("ours", "test", FortyClips.Judgements(), ["quarter", "label"]);

    [Theory]
    [InlineData("roc_auc", 0.7794486215538847, 0.5)]
    [InlineData("pr_auc", 0.7954978148243066, 19 / 40.0)]
    [InlineData("best_f1", 0.75, 38 / 59.0)]
    [InlineData("recall_at_5_percent_false_positives", 0.42105263157894735, 0.05)]
    [InlineData("recall_at_10_false_alarms_per_hour", 0.47368421052631576, 850 / 360.0 / 21)]
    [InlineData("recall_at_60_false_alarms_per_hour", 1, 850 / 60.0 / 21)]
    [InlineData("accuracy", 0.65, 21 / 40.0)]
    [InlineData("balanced_accuracy", 0.6541353383458646, 0.5)]
    [InlineData("precision", 0.6086956521739131, 19 / 40.0)]
    [InlineData("recall", 0.7368421052631579, 1)]
    [InlineData("f1", 0.6666666666666666, 38 / 59.0)]
    [InlineData("specificity", 0.5714285714285714, 1)]
    [InlineData("false_alarms_per_hour", 38.11764705882353, 0)]
    [InlineData("ece", 0.1755, 0)]
    [InlineData("brier", 0.19308999999999998, 19 / 40.0 * 21 / 40)]
    public void Figures(string name, double value, double baseline)
    {
        var figure = Report.Figures.Single(f => f.Name == name);
        Assert.Equal(value, figure.Value!.Value, 12);
        Assert.Equal(baseline, figure.Baseline!.Value, 12);
        Assert.True(figure.Low <= figure.High);
    }

    [Fact]
    public void The_answers_are_counted() => Assert.Equal([[12, 9], [5, 14]], Report.Confusion);

    [Theory]
    [InlineData("default", 0.5, 14 / 19.0, 38.11764705882353)]
    [InlineData("best_f1", 0.33, 18 / 19.0, 46.588235294117645)]
    [InlineData("recall_99_percent", 0.25, 1, 55.05882352941177)]
    [InlineData("recall_95_percent", 0.25, 1, 55.05882352941177)]
    [InlineData("recall_90_percent", 0.33, 18 / 19.0, 46.588235294117645)]
    public void Thresholds(string rule, double threshold, double recall, double falseAlarmsPerHour)
    {
        var point = Report.OperatingPoints.Single(p => p.Rule == rule);
        Assert.Equal(threshold, point.Threshold);
        Assert.Equal(recall, point.Recall.Value!.Value, 12);
        Assert.Equal(falseAlarmsPerHour, point.FalseAlarmsPerHour.Value!.Value, 12);
        Assert.InRange(falseAlarmsPerHour, point.FalseAlarmsPerHour.Low!.Value, point.FalseAlarmsPerHour.High!.Value);
    }

    [Fact]
    public void Folds_with_thresholds_of_their_own_have_none_together()
    {
        var judgements = FortyClips.Judgements().Select((j, i) => j with { Threshold = i % 2 == 0 ? 0.5 : 0.6 });
        Assert.Null(DetectionReport.Of("s", "test", [.. judgements], []).OperatingPoints.Single(p => p.Rule == "default").Threshold);
    }

    [Theory]
    [InlineData("0", 0.7)]
    [InlineData("1", 0.6666666666666667)]
    [InlineData("2", 0.92)]
    [InlineData("3", 0.88)]
    public void A_slice_of_both_labels_is_ranked_within_itself(string quarter, double rocAuc)
    {
        var slices = Report.SliceTables[0].Slices.Where(s => s.Value == quarter).ToArray();
        Assert.Equal(["not_cry", "cry"], slices.Select(s => s.Label));
        Assert.Equal(10, slices.Sum(s => s.Clips));
        Assert.All(slices, s => Assert.Equal("same slice", s.RocAucAgainst));
        Assert.All(slices, s => Assert.Equal(rocAuc, s.RocAuc.Value!.Value, 12));
    }

    [Fact]
    public void A_slice_of_one_label_is_ranked_against_all_of_the_other()
    {
        var slice = Report.SliceTables[1].Slices.Single(s => s.Value == "other 1");
        Assert.Equal((6, 6, "not_cry", "all cry"), (slice.Clips, slice.Groups, slice.Label, slice.RocAucAgainst));
        Assert.Equal(4 / 6.0, slice.CalledCry.Value!.Value, 12);
        Assert.Equal(0.54, slice.MeanProbability, 12);
        Assert.Equal(0.6491228070175439, slice.RocAuc.Value!.Value, 12);
        var cries = Report.SliceTables[1].Slices.Single(s => s.Value == "cry");
        Assert.Equal("all not_cry", cries.RocAucAgainst);
        Assert.Equal(0.7794486215538847, cries.RocAuc.Value!.Value, 12);
    }

    [Fact]
    public void One_group_alone_has_no_interval()
    {
        var judgements = FortyClips.Judgements().Select(j => j.Truth == 0 ? j : j with { Clip = new DatasetClip { Path = j.Clip.Path, Group = "one", Columns = j.Clip.Columns } });
        var cries = DetectionReport.Of("s", "test", [.. judgements], ["label"]).SliceTables[0].Slices.Single(s => s.Value == "cry");
        Assert.Equal(1, cries.Groups);
        Assert.Null(cries.CalledCry.Low);
    }

    [Fact]
    public void Numbers_are_sorted_as_numbers()
    {
        string[] levels = ["10", "-5", "0", "20", "5"];
        var judgements = FortyClips.Judgements().Select((j, i) => j with
        {
            Clip = new DatasetClip { Path = j.Clip.Path, Group = j.Clip.Group, Columns = new Dictionary<string, string> { ["snr"] = levels[i % 5] } },
        });
        var values = SliceTable.Of([.. judgements], "snr").Slices.Where(s => s.Label == "cry").Select(s => s.Value);
        Assert.Equal(["-5", "0", "5", "10", "20"], values);
    }

    [Fact]
    public void A_column_that_is_not_there_is_told() =>
        Assert.Contains("shoe_size", Assert.Throws<InvalidDataException>(() => SliceTable.Of(FortyClips.Judgements(), "shoe_size")).Message, StringComparison.Ordinal);
}
