using System.Buffers;

namespace CryApi.Audio;

/// <summary>The samples of one file as ffmpeg writes them: a WAV stream of 32-bit floats, averaged to mono as they come.</summary>
internal sealed class FfmpegSource : PcmSource
{
    private const int BufferSize = 64 * 1024;

    private readonly FfmpegRun _run;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private WavFormat _format;
    private long _frames;
    private string _codec = "";

    private FfmpegSource(FfmpegRun run) => _run = run;

    public override string Container => _run.Container;

    public override string Codec => _codec;

    public override int SampleRate => (int)_format.SampleRate;

    public override int Channels => _format.Channels;

    public override long? KnownLength => null;

    /// <summary>Waits for the first samples, whose header tells rate and channels.</summary>
    /// <param name="run">The process, which belongs to the source from now on.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AudioException">There are none, or not within the limits.</exception>
    public static async ValueTask<FfmpegSource> OpenAsync(FfmpegRun run, AudioLimits limits, CancellationToken cancellationToken)
    {
        var source = new FfmpegSource(run);
        try
        {
            await source.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            run.CheckStatedLength(source.SampleRate, limits);
            return source;
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<float> destination, CancellationToken cancellationToken)
    {
        if (destination.IsEmpty)
            return 0;
        while (_end - _start < _format.BlockAlign)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                await _run.CheckEndAsync((double)_frames / _format.SampleRate, cancellationToken).ConfigureAwait(false);
                return 0;
            }
        }

        var count = Math.Min(destination.Length, (_end - _start) / _format.BlockAlign);
        var bytes = count * _format.BlockAlign;
        if (!MonoMixer.TryMix(_format, _buffer.AsSpan(_start, bytes), destination.Span[..count]))
            throw new AudioException(AudioErrorCode.Corrupt, $"The file ({_run.Name}) holds samples that are NaN, infinite or far too large.");
        _start += bytes;
        _frames += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _buffer, []) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        await base.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Says that it will not be read: its codec was all that was asked for.</summary>
    public void MarkProbed() => _run.MarkProbed();

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        int data;
        while ((data = _buffer.AsSpan(0, _end).IndexOf("data"u8)) < 0 || data + 8 > _end)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                throw await _run.ExplainAsync(cancellationToken).ConfigureAwait(false);
        }

        var header = WavHeader.Parse(_buffer.AsSpan(0, _end));
        (_format, _start) = (header.Format, header.DataOffset);
        _codec = await _run.Codec.WaitAsync(cancellationToken).ConfigureAwait(false) ?? "unknown";
    }

    /// <summary>Reads on; false at the end.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = await _run.Output.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }
}
