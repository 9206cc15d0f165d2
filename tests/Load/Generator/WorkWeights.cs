namespace CryApi.Load.Tests;

/// <summary>
/// What each request of a deck takes, as a multiple of their mean. Under overload chance decides which few hundred of thousands are let in, and one
/// of a minute takes as much as ten others: results that are only counted differ by some percent from minute to minute for that alone.
/// </summary>
/// <param name="alone">A run with one client: how long a request took is what it takes.</param>
internal sealed class WorkWeights(LoadResult alone)
{
    private readonly Dictionary<LoadRequest, double> _weights = Of(alone);

    /// <summary>Results a second within a run, each counted as much as it takes.</summary>
    public double Goodput(LoadResult run) => run.Samples
        .Where(sample => sample.Answer.IsGood && sample.Done <= run.Seconds)
        .Sum(sample => _weights.GetValueOrDefault(sample.Request, 1)) / run.Seconds;

    private static Dictionary<LoadRequest, double> Of(LoadResult alone)
    {
        var seconds = alone.Samples
            .Where(sample => sample.Answer.IsGood)
            .GroupBy(sample => sample.Request)
            .ToDictionary(samples => samples.Key, samples => Percentiles.Of(samples.Select(sample => sample.Seconds)).P50);
        var mean = seconds.Values.DefaultIfEmpty(1).Average();
        return seconds.ToDictionary(request => request.Key, request => request.Value / mean);
    }
}
