namespace CryApi.Fuzz.Tests;

/// <summary>Looks at the service four times a second while it works, and keeps the largest figures.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _looking;
    private long _resident;
    private int _files;
    private int _children;
    private int _threads;

    public Watch(ServiceFixture fixture) => _looking = Task.Run(() => LookAsync(fixture));

    /// <summary>In one line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"resident {_resident / 1048576.0:F0} MiB, {_threads} threads, {_files} files, {_children} children");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(ServiceFixture fixture)
    {
        while (!_stop.IsCancellationRequested && fixture.Service.IsRunning)
        {
            var state = fixture.State;
            (_resident, _files) = (Math.Max(_resident, state.ResidentBytes), Math.Max(_files, state.OpenFiles.Count));
            (_children, _threads) = (Math.Max(_children, state.Children.Count), Math.Max(_threads, state.Threads));
            await Task.Delay(250, CancellationToken.None);
        }
    }
}
