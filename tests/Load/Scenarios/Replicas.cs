using System.Runtime.InteropServices;

namespace CryApi.Load.Tests;

/// <summary>Replicas of the service, each with a share of a processor.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private readonly List<(ServiceProcess Service, ControlGroup Group)> _all = [];

    public IReadOnlyList<Uri> Addresses => [.. _all.Select(replica => replica.Service.Address)];

    public IReadOnlyList<string> Complaints => [.. _all.SelectMany(replica => replica.Service.Complaints)];

    /// <summary>Starts one more, with a whole processor for its start; says why not where that is not possible.</summary>
    public async Task<string?> AddAsync()
    {
        if (ControlGroup.OfProcessors(1, out var reason) is not { } group)
            return reason;
        var how = LoadBench.OnItsCore(new ServiceStart
        {
            Wrapper = group.Wrapper,
            Environment = new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" },
        });
        _all.Add((await ServiceProcess.StartAsync(how), group));
        return null;
    }

    public void Limit(double processors) => _all.ForEach(replica => replica.Group.LimitProcessors(processors));

    public void Kill(int i) => _all[i].Service.Signal((PosixSignal)9);

    public async ValueTask DisposeAsync()
    {
        foreach (var (service, group) in _all)
        {
            await service.DisposeAsync();
            group.Dispose();
        }
    }
}
