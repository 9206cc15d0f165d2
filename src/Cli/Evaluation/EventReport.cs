namespace CryApi.Cli;

/// <summary>What an evaluation of events found.</summary>
/// <param name="Stage"><c>events</c>.</param>
/// <param name="Protocol">How it was measured.</param>
/// <param name="Baseline">What the trivial rule is.</param>
/// <param name="Clips">Clips judged.</param>
/// <param name="Groups">Groups among them.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Slices">The same by fold and by origin.</param>
internal sealed record EventReport(
    string Stage,
    string Protocol,
    string Baseline,
    int Clips,
    int Groups,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<EventSlice> Slices)
{
    /// <summary>Makes the report. The trivial rule calls the whole of every clip one event.</summary>
    public static EventReport Of(IReadOnlyList<EventJudgement> judgements, string protocol)
    {
        EventTally[] tallies = [.. judgements.Select(EventTally.Of)];
        EventTally[] trivial = [.. judgements.Select(j => EventTally.Of(j with { Found = [new EventTimes(0, j.Seconds)] }))];
        int[] once = [.. Enumerable.Repeat(1, tallies.Length)];
        var (all, baseline) = (EventTally.Sum(tallies, once), EventTally.Sum(trivial, once));
        string[] groups = [.. judgements.Select(j => j.Clip.Group)];
        (double, double) Interval(Func<EventTally, double> figure) =>
            GroupBootstrap.Interval(groups, weights => figure(EventTally.Sum(tallies, weights)));

        List<(EventTimes Truth, EventTimes Found)> pairs =
            [.. judgements.SelectMany(j => EventMatching.Match(j.Truth, j.Found, EventTally.LeastOverlap))];
        double[] onsets = [.. pairs.Select(p => p.Found.Start - p.Truth.Start)];
        double[] offsets = [.. pairs.Select(p => p.Found.End - p.Truth.End)];
        Figure[] figures =
        [
            Figure.Of("event_f1", all.F1, baseline.F1, Interval(t => t.F1)),
            Figure.Of("event_precision", all.Precision, baseline.Precision, Interval(t => t.Precision)),
            Figure.Of("event_recall", all.Recall, baseline.Recall, Interval(t => t.Recall)),
            Figure.Of("segment_f1", all.SegmentF1, baseline.SegmentF1, Interval(t => t.SegmentF1)),
            Figure.Of("false_events_per_hour", all.FalseEventsPerHour, baseline.FalseEventsPerHour, Interval(t => t.FalseEventsPerHour)),
            .. Errors("onset", onsets),
            .. Errors("offset", offsets),
        ];
        return new(
            "events",
            $"{protocol}; a match is an intersection over union of {EventTally.LeastOverlap} or more, segments are {EventTally.SegmentSeconds} s, " +
            "errors in seconds are those of matched events, a false event touches no true one",
            "the whole of every clip is one event",
            judgements.Count,
            groups.Distinct().Count(),
            figures,
            [.. EventSlice.Of("fold", judgements, tallies, j => $"{j.Fold}"), .. EventSlice.Of("origin", judgements, tallies, j => j.Clip.Origin)]);
    }

    private static IEnumerable<Figure> Errors(string name, double[] errors)
    {
        double[] absolute = [.. errors.Select(Math.Abs)];
        return
        [
            Figure.Of($"{name}_error_median_seconds", Quantile(absolute, 0.5), null),
            Figure.Of($"{name}_error_p90_seconds", Quantile(absolute, 0.9), null),
            Figure.Of($"{name}_shift_median_seconds", Quantile(errors, 0.5), null),
        ];
    }

    /// <summary>Quantile with linear interpolation, as NumPy's default (Hyndman and Fan 1996, type 7); NaN of nothing.</summary>
    internal static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], at - below) : sorted[below];
    }
}

/// <summary>Event figures of a part of the clips.</summary>
internal sealed record EventSlice(string By, string Name, int Clips, double Truth, double Found, double? F1, double? SegmentF1, double? FalseEventsPerHour)
{
    public static IEnumerable<EventSlice> Of(
        string kind, IReadOnlyList<EventJudgement> judgements, IReadOnlyList<EventTally> tallies, Func<EventJudgement, string> key) =>
        from i in Enumerable.Range(0, judgements.Count)
        group i by key(judgements[i]) into part
        orderby part.Key
        let sum = EventTally.Sum(tallies, [.. Enumerable.Range(0, judgements.Count).Select(i => key(judgements[i]) == part.Key ? 1 : 0)])
        select new EventSlice(kind, part.Key, part.Count(), sum.Truth, sum.Found, Known(sum.F1), Known(sum.SegmentF1), Known(sum.FalseEventsPerHour));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
