namespace CryApi.Api.Tests;

/// <summary>What follows from the limits that are given, and when a caller is told to come back.</summary>
public sealed class WorkCapacityTests
{
    [Fact]
    public void By_default_one_request_for_each_processor_is_worked_on()
    {
        var processors = Environment.ProcessorCount;
        Assert.Equal(new WorkCapacity(processors, 16 * processors, 272 * processors), WorkCapacity.Of(new LimitsOptions()));
    }

    [Theory]
    [InlineData(3, 0, 0, 3, 48, 816)]
    [InlineData(3, 5, 0, 3, 5, 128)]
    [InlineData(2, 5, 7, 2, 5, 7)]
    [InlineData(2, 0, 10, 2, 8, 10)]
    [InlineData(1, 0, 1, 1, 0, 1)]
    [InlineData(0, 0, 1, 1, 0, 1)]
    public void The_queue_never_holds_more_than_may_be_in_flight(int concurrency, int queue, int inFlight, int worked, int waiting, int all)
    {
        var limits = new LimitsOptions { MaxConcurrency = concurrency, MaxQueueLength = queue, MaxInFlight = inFlight };
        Assert.True(new LimitsOptionsValidator().Validate(limits).IsValid);
        Assert.Equal(new WorkCapacity(worked, waiting, all), WorkCapacity.Of(limits));
    }

    [Fact]
    public void Whoever_is_sent_away_is_told_how_long_the_queue_takes()
    {
        var retry = new RetryEstimate(concurrency: 2);
        Assert.Equal(TimeSpan.FromSeconds(1), retry.After(100));

        retry.Add(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.FromSeconds(4), retry.After(14));
        Assert.Equal(TimeSpan.FromSeconds(1), retry.After(0));
        Assert.Equal(TimeSpan.FromSeconds(30), retry.After(1_000));

        // One long piece of work counts little, many count.
        retry.Add(TimeSpan.FromSeconds(3.7));
        Assert.Equal(4.8, retry.After(14).TotalSeconds, 3);
        for (var i = 0; i < 300; i++)
            retry.Add(TimeSpan.FromSeconds(0.25));
        Assert.Equal(2, retry.After(14).TotalSeconds, 2);
    }
}
