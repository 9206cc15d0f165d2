namespace CryApi.Cli.Tests;

/// <summary>Figures counted by hand.</summary>
public class EventReportTests
{
    // Clip a: one match (1.0 to 3.2 for 1 to 3), one event found twice in halves too short to match (2 s of 5 each), one false alarm.
    // Clip b: nothing true, one false alarm. Clip c: one event missed.
    private static readonly EventJudgement[] Judgements =
    [
        Judged("a", 0, 60, [(1, 3), (10, 15)], [(0.9, 3.2), (10, 12), (13, 15), (40, 41)]),
        Judged("b", 1, 30, [], [(5, 6)]),
        Judged("c", 1, 30, [(20, 22)], []),
    ];

    private static readonly EventReport Report = EventReport.Of(Judgements, "test");

    [Fact]
    public void Events_are_counted()
    {
        Assert.Equal(1 / 5.0, Value("event_precision"));
        Assert.Equal(1 / 3.0, Value("event_recall")!.Value, 12);
        Assert.Equal(2 / 8.0, Value("event_f1"));
        Assert.Equal(2 / (120 / 3600.0), Value("false_events_per_hour")!.Value, 9);
    }

    [Fact]
    public void Segments_are_counted()
    {
        // True: 2 s, 5 s and 2 s, all on the grid: 18. Found: 0.5 to 3.5, 10 to 12, 13 to 15, 40 to 41 and 5 to 6: 6 + 4 + 4 + 2 + 2. Both: 4 + 8.
        Assert.Equal(2 * 12 / (18.0 + 18), Value("segment_f1")!.Value, 12);
    }

    [Fact]
    public void Errors_are_those_of_matched_events()
    {
        Assert.Equal(0.1, Value("onset_error_median_seconds")!.Value, 12);
        Assert.Equal(-0.1, Value("onset_shift_median_seconds")!.Value, 12);
        Assert.Equal(0.2, Value("offset_error_p90_seconds")!.Value, 12);
    }

    [Fact]
    public void Slices_add_up_and_the_trivial_rule_stands_beside()
    {
        Assert.Equal(3, Report.Slices.Where(s => s.By == "fold").Sum(s => s.Clips));
        Assert.Equal(3, Report.Slices.Where(s => s.By == "origin").Sum(s => s.Truth));
        Assert.Equal(0, Report.Figures.Single(f => f.Name == "event_f1").Baseline);
        Assert.InRange(Report.Figures.Single(f => f.Name == "event_f1").Value!.Value, Report.Figures[0].Low!.Value, Report.Figures[0].High!.Value);
    }

    [Fact]
    public void Without_events_there_are_no_ratios()
    {
        var report = EventReport.Of([Judged("a", 0, 10, [], [])], "test");
        Assert.Null(report.Figures.Single(f => f.Name == "event_f1").Value);
        Assert.Null(report.Figures.Single(f => f.Name == "onset_error_median_seconds").Value);
        Assert.Equal(0, report.Figures.Single(f => f.Name == "false_events_per_hour").Value);
    }

    [Fact]
    public void Quantiles_are_those_of_NumPy()
    {
        // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.5, 0.9])
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        Assert.Equal(3.5, EventReport.Quantile(values, 0.5), 12);
        Assert.Equal(6.9, EventReport.Quantile(values, 0.9), 12);
    }

    private static double? Value(string name) => Report.Figures.Single(f => f.Name == name).Value;

    private static EventJudgement Judged(string name, int fold, double seconds, (double, double)[] truth, (double, double)[] found) => new(
        new DatasetClip { Path = name, Group = name, Origin = "o" },
        fold,
        seconds,
        [.. truth.Select(e => new EventTimes(e.Item1, e.Item2))],
        [.. found.Select(e => new EventTimes(e.Item1, e.Item2))]);
}
