namespace CryApi.Load.Tests;

/// <summary>What must hold after every fault.</summary>
internal static class Recovery
{
    // Of a line of the log; a stack trace is longer than a report can take.
    private const int MostShown = 400;

    /// <summary>The service goes on by itself: it runs, it sheds nothing, its answers are the right ones.</summary>
    /// <param name="section">Where the verdicts go.</param>
    /// <param name="bench">The service.</param>
    /// <param name="deck">What is asked of it.</param>
    public static async Task<LoadResult> MustRecoverAsync(this Section section, LoadBench bench, RequestDeck deck)
    {
        section.Must("the service goes on", $"{(bench.Service.IsRunning ? "it runs" : "it has ended")}", bench.Service.IsRunning);
        using var client = new LoadClient(bench.Address);
        var after = await new ClosedLoop(1).RunAsync("afterwards", client, deck, LoadScale.Seconds(10, 1));
        section.MustKeepContract(after).Must("afterwards: nothing is shed", $"{after.Count(answer => answer.IsShed)}", after.Count(answer => answer.IsShed) == 0);
        return after;
    }

    /// <summary>Nothing was logged as an error or worse.</summary>
    public static Section MustNotComplain(this Section section, LoadBench bench) => section.MustNotComplain(bench.Service.Complaints);

    /// <summary>The same of several services, one after the other or side by side.</summary>
    /// <param name="section">Where the verdict goes.</param>
    /// <param name="complaints">What they logged as an error or worse.</param>
    /// <param name="claim">What is demanded.</param>
    public static Section MustNotComplain(this Section section, IReadOnlyCollection<string> complaints, string claim = "nothing logged as an error") =>
        section.Must(claim, $"{string.Join("; ", complaints.Take(3).Select(line => line[..Math.Min(line.Length, MostShown)]))}", complaints.Count == 0);
}
