namespace CryApi.Load.Tests;

/// <summary>What must hold after every fault.</summary>
internal static class Recovery
{
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
    public static Section MustNotComplain(this Section section, LoadBench bench) =>
        section.Must("nothing logged as an error", $"{string.Join("; ", bench.Service.Complaints.Take(3))}", bench.Service.Complaints.Count == 0);
}
