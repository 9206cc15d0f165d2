namespace CryApi.Api.Tests;

/// <summary>Time that stands still until it is let go, and then is over at once: timers fire then.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => _over.TrySetResult();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer();
        _ = _over.Task.ContinueWith(_ => timer.Fire(callback, state), TaskScheduler.Default);
        return timer;
    }

    private sealed class Timer : ITimer
    {
        private volatile bool _isDisposed;

        public void Fire(TimerCallback callback, object? state)
        {
            if (!_isDisposed)
                callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_isDisposed;

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
