using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// Looks at the file of keys every few seconds. It is read rather than watched: notifications do not come from every file system, and a mounted
/// Kubernetes Secret changes by a link in a folder above.
/// </summary>
internal sealed class ApiKeyReloader(ApiKeyStore store, IOptions<ApiKeysOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!store.HasFile)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.ReloadSeconds));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            store.Reload();
        }
    }
}
