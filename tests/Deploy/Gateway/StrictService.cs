namespace CryApi.Deploy.Tests.Gateway;

/// <summary>A service that waits for slow senders as short as can be.</summary>
public sealed class StrictService : IAsyncLifetime
{
    /// <summary>Longest time for a head, and before a body's rate is looked at.</summary>
    internal const double Seconds = 2;

    private readonly int _http2 = FreePort.Next();
    private ServiceProcess? _service;

    internal ServiceProcess Process => _service ?? throw new InvalidOperationException("The service doesn't run.");

    internal Uri Address => Process.Address;

    internal Uri Http2Address => new UriBuilder(Address) { Port = _http2 }.Uri;

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.StartAsync(new ServiceStart
    {
        Settings = [$"Connections:HeadSeconds={Seconds}", $"Connections:GraceSeconds={Seconds}", $"Server:Http2Port={_http2}"],
    });

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }
}
