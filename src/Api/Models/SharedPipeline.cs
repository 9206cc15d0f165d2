using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>A pipeline that is disposed of when the last who holds it lets go; its maker is the first. Thread-safe.</summary>
/// <param name="pipeline">The pipeline; owned from now on.</param>
/// <param name="digest">Which bundle it is of, <see cref="ModelBundle.Digest"/>.</param>
internal sealed class SharedPipeline(ICryPipeline pipeline, string digest)
{
    private int _holders = 1;

    public ICryPipeline Pipeline { get; } = pipeline;

    public string Digest { get; } = digest;

    /// <summary>Holds it; once it is gone it can't be held any more.</summary>
    /// <returns>Whether it is held; then <see cref="LetGo"/> is due once.</returns>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        (Pipeline as IDisposable)?.Dispose();
        FreedMemory.GiveBack();
    }
}
