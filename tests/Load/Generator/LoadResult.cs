namespace CryApi.Load.Tests;

/// <summary>What one run gave.</summary>
/// <param name="Name">What was run.</param>
/// <param name="Seconds">How long requests were sent.</param>
/// <param name="Samples">Every request, in no order.</param>
internal sealed record LoadResult(string Name, double Seconds, IReadOnlyList<LoadSample> Samples)
{
    /// <summary>Requests that could not be sent when they were meant to be, as too many were open; they count as nothing else.</summary>
    public int NotSent { get; init; }

    /// <summary>Answers a second within the run.</summary>
    public double Throughput => Samples.Count(sample => sample.Done <= Seconds) / Seconds;

    /// <summary>Results (200) a second within the run.</summary>
    public double Goodput => Good.Count(sample => sample.Done <= Seconds) / Seconds;

    /// <summary>Seconds of sound in results a second within the run.</summary>
    public double AudioRate => Good.Where(sample => sample.Done <= Seconds).Sum(sample => sample.Request.AudioSeconds) / Seconds;

    /// <summary>Requests a second that were meant to be sent.</summary>
    public double Offered => (Samples.Count + NotSent) / Seconds;

    /// <summary>Latency of results.</summary>
    public Percentiles Latency => Percentiles.Of(Good.Select(sample => sample.Seconds));

    /// <summary>Latency of refusals.</summary>
    public Percentiles ShedLatency => Percentiles.Of(Samples.Where(sample => sample.Answer.IsShed).Select(sample => sample.Seconds));

    /// <summary>How late the generator was; where this is large, it was the bottleneck.</summary>
    public Percentiles Lateness => Percentiles.Of(Samples.Select(sample => sample.Late));

    /// <summary>How often what came, most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Outcomes =>
        [.. Samples.CountBy(sample => sample.Answer.Outcome).OrderByDescending(outcome => outcome.Value)];

    /// <summary>Answers with this property.</summary>
    public int Count(Func<Answer, bool> property) => Samples.Count(sample => property(sample.Answer));

    /// <summary>Answers that the contract doesn't have for their request, e.g. <c>analyze flac 7 s: 500 internal_error</c>, the first few.</summary>
    public IReadOnlyList<string> Breaches(Func<LoadSample, bool>? alsoAllowed = null) =>
        [.. Samples.Where(sample => !sample.Answer.KeepsContract && alsoAllowed?.Invoke(sample) != true).Select(Describe).Take(20)];

    /// <summary>The outcomes in a line.</summary>
    public string Summary => string.Join(", ", Outcomes.Select(outcome => FormattableString.Invariant($"{outcome.Key}: {outcome.Value:N0}")));

    private IEnumerable<LoadSample> Good => Samples.Where(sample => sample.Answer.IsGood);

    private static string Describe(LoadSample sample)
    {
        var what = sample.Answer switch
        {
            { IsShed: true } => " without Retry-After",
            { IsGood: true } => " with another body than before",
            _ => "",
        };
        return FormattableString.Invariant($"{sample.Request}, at {sample.At:F1} s: {sample.Answer.Outcome}{what}");
    }
}
