namespace CryApi.Audio;

/// <summary>Holds another source to the limits while it is read: for lengths that no header tells, or tells wrongly.</summary>
internal sealed class LimitedPcmSource : PcmSource
{
    private readonly PcmSource _inner;
    private readonly AudioLimits _limits;
    private long _read;

    /// <summary>Checks what the source knows of itself, then stands before it.</summary>
    /// <exception cref="AudioException">
    /// The stated rate, channels or length are outside the limits. The caller still owns <paramref name="inner"/>.
    /// </exception>
    public LimitedPcmSource(PcmSource inner, AudioLimits limits)
    {
        LimitChecks.CheckSampleRate(inner.SampleRate, limits);
        LimitChecks.CheckChannels(inner.Channels, limits);
        if (inner.KnownLength is { } length)
        {
            LimitChecks.CheckNotTooLong(length, inner.SampleRate, limits);
            LimitChecks.CheckNotTooShort(length, inner.SampleRate, limits);
        }

        _inner = inner;
        _limits = limits;
    }

    public override string Container => _inner.Container;

    public override string Codec => _inner.Codec;

    public override int SampleRate => _inner.SampleRate;

    public override int Channels => _inner.Channels;

    public override long? KnownLength => _inner.KnownLength;

    public override ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
    {
        // An empty destination gets 0 samples, which says nothing about the end.
        if (destination.IsEmpty)
            return ValueTask.FromResult(0);
        var pending = _inner.ReadAsync(destination, cancellationToken);
        return pending.IsCompletedSuccessfully
            ? ValueTask.FromResult(Count(pending.Result))
            : AwaitAsync(pending);
    }

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> pending) => Count(await pending.ConfigureAwait(false));

    private int Count(int samples)
    {
        _read += samples;
        if (samples == 0)
            LimitChecks.CheckNotTooShort(_read, _inner.SampleRate, _limits);
        else
            LimitChecks.CheckNotTooLong(_read, _inner.SampleRate, _limits);
        return samples;
    }
}
