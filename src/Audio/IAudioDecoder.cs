namespace CryApi.Audio;

/// <summary>Turns the bytes of one audio file into mono float PCM. Implementations are stateless and thread-safe.</summary>
public interface IAudioDecoder
{
    /// <summary>The formats it decodes, for people, e.g. <c>"WAV (PCM 8/16/24/32 bit, float 32/64, A-law, µ-law)"</c>.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>Whether the bytes begin like one of its formats.</summary>
    /// <param name="file">The whole file; a tag of any length may stand before what shows the format.</param>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Checks the file and opens it for reading.</summary>
    /// <param name="file">The whole file. It must stay unchanged while the source is in use.</param>
    /// <param name="limits">Limits on rate and duration, checked before samples are decoded where the header tells them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AudioException">The file can't be used.</exception>
    ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken);
}
