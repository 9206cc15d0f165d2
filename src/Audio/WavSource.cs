namespace CryApi.Audio;

/// <summary>The samples of a WAV file, converted block by block straight from its bytes; nothing is allocated while reading.</summary>
internal sealed class WavSource : PcmSource
{
    private readonly WavFormat _format;
    private ReadOnlyMemory<byte> _rest;
    private bool _disposed;

    /// <summary>Opens the data of a header whose rate and length were checked.</summary>
    public WavSource(ReadOnlyMemory<byte> file, in WavHeader header)
    {
        _format = header.Format;
        var frames = header.DataLength / _format.BlockAlign;
        KnownLength = frames;
        _rest = file.Slice(header.DataOffset, frames * _format.BlockAlign);
    }

    public override string Container => "wav";

    public override string Codec => _format.CodecName;

    public override int SampleRate => (int)_format.SampleRate;

    public override int Channels => _format.Channels;

    public override long? KnownLength { get; }

    public override ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(destination.Length, _rest.Length / _format.BlockAlign);
        var bytes = count * _format.BlockAlign;
        if (!MonoMixer.TryMix(_format, _rest.Span[..bytes], destination.Span[..count]))
            throw new AudioException(AudioErrorCode.Corrupt, "The WAV file holds samples that are NaN, infinite or far too large.");
        _rest = _rest[bytes..];
        return ValueTask.FromResult(count);
    }

    public override ValueTask DisposeAsync()
    {
        _disposed = true;
        _rest = default;
        return base.DisposeAsync();
    }
}
