namespace CryApi.Cli;

/// <summary>
/// What is counted in a clip for event-based and segment-based figures (Mesaros, Heittola and Virtanen, "Metrics for polyphonic sound
/// event detection", Applied Sciences 2016). Tallies of clips add up.
/// </summary>
/// <param name="Truth">True events.</param>
/// <param name="Found">Found events.</param>
/// <param name="Matched">Pairs of the two with an intersection over union of at least <see cref="LeastOverlap"/>.</param>
/// <param name="Untouched">Found events that touch no true one: false alarms, not false bounds.</param>
/// <param name="TruthSegments">Segments of <see cref="SegmentSeconds"/> with a true event in them.</param>
/// <param name="FoundSegments">Segments with a found event in them.</param>
/// <param name="MatchedSegments">Segments with both.</param>
/// <param name="Hours">Length in hours.</param>
internal readonly record struct EventTally(
    double Truth, double Found, double Matched, double Untouched, double TruthSegments, double FoundSegments, double MatchedSegments, double Hours)
{
    /// <summary>Smallest intersection over union of a match.</summary>
    public const double LeastOverlap = 0.5;

    /// <summary>Length of a segment in seconds.</summary>
    public const double SegmentSeconds = 0.5;

    public double Precision => Ratio(Matched, Found);

    public double Recall => Ratio(Matched, Truth);

    public double F1 => Ratio(2 * Matched, Truth + Found);

    public double SegmentF1 => Ratio(2 * MatchedSegments, TruthSegments + FoundSegments);

    public double FalseEventsPerHour => Ratio(Untouched, Hours);

    /// <summary>Counts in one clip.</summary>
    public static EventTally Of(EventJudgement judgement)
    {
        var (truth, found) = (judgement.Truth, judgement.Found);
        var segments = (int)Math.Ceiling(judgement.Seconds / SegmentSeconds);
        var (inTruth, inFound) = (Segments(truth, segments), Segments(found, segments));
        return new(
            truth.Count,
            found.Count,
            EventMatching.Match(truth, found, LeastOverlap).Count,
            found.Count(f => truth.All(t => t.Overlap(f) == 0)),
            inTruth.Count(s => s),
            inFound.Count(s => s),
            inTruth.Zip(inFound).Count(s => s.First && s.Second),
            judgement.Seconds / 3600);
    }

    /// <summary>The sum of tallies, each as often as its weight says.</summary>
    public static EventTally Sum(IReadOnlyList<EventTally> tallies, IReadOnlyList<int> weights)
    {
        var sum = default(EventTally);
        for (var i = 0; i < tallies.Count; i++)
        {
            var (t, w) = (tallies[i], weights[i]);
            sum = new(
                sum.Truth + (w * t.Truth),
                sum.Found + (w * t.Found),
                sum.Matched + (w * t.Matched),
                sum.Untouched + (w * t.Untouched),
                sum.TruthSegments + (w * t.TruthSegments),
                sum.FoundSegments + (w * t.FoundSegments),
                sum.MatchedSegments + (w * t.MatchedSegments),
                sum.Hours + (w * t.Hours));
        }

        return sum;
    }

    private static bool[] Segments(IReadOnlyList<EventTimes> events, int count)
    {
        var touched = new bool[count];
        for (var s = 0; s < count; s++)
        {
            var segment = new EventTimes(s * SegmentSeconds, (s + 1) * SegmentSeconds);
            touched[s] = events.Any(e => e.Overlap(segment) > 0);
        }

        return touched;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
