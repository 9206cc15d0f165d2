namespace CryApi.Cli.Tests;

/// <summary>Figures held against scikit-learn 1.2.1.</summary>
public class ReportTests
{
    private static readonly int[] Truth = [1, 0, 0, 0, 1, 1, 0, 2, 1, 2, 2, 2, 0, 0, 2, 1, 2, 2, 2, 0, 0, 2, 1, 1, 0, 1, 0, 2, 2, 2];
    private static readonly int[] Answers = [2, 0, 0, 0, 1, 1, 1, 0, 1, 2, 1, 2, 1, 0, 2, 1, 2, 2, 2, 0, 0, 1, 0, 2, 2, 0, 0, 0, 1, 1];

    private static readonly IReadOnlyList<Judgement> Judgements =
    [
        .. Truth.Select((truth, i) => new Judgement(
            new DatasetClip { Path = $"{i}.wav", Group = $"g{i / 3}", Origin = i % 2 == 0 ? "a" : "b" },
            0,
            truth,
            Answers[i],
            [.. Enumerable.Range(0, 3).Select(l => l == Answers[i] ? 0.6 : 0.2)])),
    ];

    [Fact]
    public void Classification_figures()
    {
        var report = ClassificationReport.Of(Judgements, ["x", "y", "z"], "test");
        Assert.Equal(0.5666666666666667, Value(report, "accuracy").Value!.Value, 12);
        Assert.Equal(0.5666666666666667, Value(report, "balanced_accuracy").Value!.Value, 12);
        Assert.Equal(0.5608465608465609, Value(report, "macro_f1").Value!.Value, 12);
        Assert.Equal(0.5676767676767677, Value(report, "macro_precision").Value!.Value, 12);
        Assert.Equal(12 / 30.0, Value(report, "accuracy").Baseline!.Value, 12);
        Assert.Equal(30, report.Confusion.Sum(row => row.Sum()));
        Assert.Equal(30, report.Slices.Sum(s => s.Clips));
        Assert.InRange(Value(report, "balanced_accuracy").Value!.Value, Value(report, "balanced_accuracy").Low!.Value, Value(report, "balanced_accuracy").High!.Value);
    }

    [Fact]
    public void One_class_alone_has_no_ranking_but_a_report()
    {
        var one = Judgements.Where(j => j.Truth == 1).ToList();
        Assert.Null(Value(ClassificationReport.Of(one, ["x", "y", "z"], "test"), "macro_roc_auc").Value);
        var detection = DetectionReport.Of("s", "test", [.. one.Select(j => j with { Answer = 1 })], []);
        Assert.Null(Value(detection, "roc_auc").Value);
        Assert.Null(Value(detection, "false_alarms_per_hour").Value);
        Assert.Equal(1, Value(detection, "recall").Value);
    }

    private static Figure Value(Report report, string name) => report.Figures.Single(f => f.Name == name);
}
