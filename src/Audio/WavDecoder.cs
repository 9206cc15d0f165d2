namespace CryApi.Audio;

/// <summary>WAV in process: RIFF, RF64, BW64 and RIFX with PCM of 1 to 32 bits, float of 32 and 64, A-law and µ-law.</summary>
public sealed class WavDecoder : IAudioDecoder
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; } = ["WAV (PCM 8/16/24/32 bit, float 32/64, A-law, µ-law)"];

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> file) => WavHeader.IsWave(file);

    /// <inheritdoc/>
    public ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (file.IsEmpty)
            throw new AudioException(AudioErrorCode.EmptyBody, "There are no bytes; the body must be an audio file.");
        var header = WavHeader.Parse(file.Span);
        LimitChecks.CheckSampleRate(header.Format.SampleRate, limits);
        var source = new WavSource(file, header);
        LimitChecks.CheckNotTooLong(header.DataLength / header.Format.BlockAlign, source.SampleRate, limits);
        LimitChecks.CheckNotTooShort(header.DataLength / header.Format.BlockAlign, source.SampleRate, limits);
        return ValueTask.FromResult<PcmSource>(source);
    }
}
