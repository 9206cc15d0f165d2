namespace CryApi.Load.Tests;

/// <summary>A service under test, which has seen every request of a deck once and is therefore warm.</summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private LoadBench(ServiceProcess service) => Service = service;

    public ServiceProcess Service { get; }

    public Uri Address => Service.Address;

    /// <summary>Starts it.</summary>
    /// <param name="deck">Requests whose right answers are learnt where they are not known yet.</param>
    /// <param name="how">Settings and wrapper; the core that services run on is added.</param>
    public static async Task<LoadBench> StartAsync(RequestDeck deck, ServiceStart? how = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The service is looked at and its faults are made as Linux has them.");
        var bench = new LoadBench(await ServiceProcess.StartAsync(OnItsCore(how ?? new ServiceStart())));
        try
        {
            using var client = new LoadClient(bench.Address);
            await client.LearnAsync(deck.Requests);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same way of starting on the core that services run on.</summary>
    public static ServiceStart OnItsCore(ServiceStart how) =>
        LoadScale.ServiceCore is { } core ? how with { Wrapper = ["taskset", "-c", core, .. how.Wrapper] } : how;

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
