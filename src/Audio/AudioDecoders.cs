namespace CryApi.Audio;

/// <summary>The decoders of this server, chosen by the bytes alone. Immutable and thread-safe.</summary>
public sealed class AudioDecoders
{
    private static readonly Lazy<AudioDecoders> s_default = new(() => Create(new FfmpegOptions()));

    private readonly IAudioDecoder[] _decoders;
    private readonly string _decodes;

    /// <summary>Collects decoders.</summary>
    /// <param name="decoders">
    /// Asked in this order; where one that recognises the bytes finds a codec that it can't decode, the next is asked.
    /// </param>
    public AudioDecoders(IEnumerable<IAudioDecoder> decoders)
    {
        _decoders = [.. decoders];
        Formats = [.. _decoders.SelectMany(decoder => decoder.Formats).Distinct(StringComparer.Ordinal)];
        _decodes = Formats.Count == 0 ? "This server decodes nothing." : $"This server decodes: {string.Join(", ", Formats)}.";
    }

    /// <summary>WAV, and all other formats where there is an ffmpeg in one of the usual places. Looked for once.</summary>
    public static AudioDecoders Default => s_default.Value;

    /// <summary>WAV, and all other formats where there is an ffmpeg.</summary>
    /// <param name="options">Where it is and what it may use.</param>
    /// <exception cref="FfmpegException">The program that was named is not there or does not work.</exception>
    public static AudioDecoders Create(FfmpegOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return FfmpegDecoder.Find(options) is { } ffmpeg
                ? new AudioDecoders([new WavDecoder(), ffmpeg]) { Ffmpeg = new(true, ffmpeg.Version, null), FfmpegPath = ffmpeg.Path }
                : new AudioDecoders([new WavDecoder()]) { Ffmpeg = new(false, null, "There is no ffmpeg; only WAV is decoded.") };
        }
        catch (FfmpegException exception) when (options.Path.Length == 0)
        {
            // Nobody asked for the one that was found.
            return new AudioDecoders([new WavDecoder()]) { Ffmpeg = new(false, null, exception.Message) };
        }
    }

    /// <summary>Whether ffmpeg is among the decoders.</summary>
    public DecoderStatus Ffmpeg { get; private init; } = new(false, null, "Only the decoders that were given are used.");

    /// <summary>The file of that ffmpeg; null where there is none. Not for clients.</summary>
    public string? FfmpegPath { get; private init; }

    /// <summary>What is decoded, for people.</summary>
    public IReadOnlyList<string> Formats { get; }

    /// <summary>Finds the decoder by the bytes and opens the file. What it returns keeps to the limits while it is read, too.</summary>
    /// <param name="file">The whole file. It must stay unchanged while the source is in use.</param>
    /// <param name="limits">Limits on rate and duration.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.EmptyBody"/> for no bytes, <see cref="AudioErrorCode.UnsupportedFormat"/>
    /// where no decoder takes them, or what the decoder says.</exception>
    public async ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        cancellationToken.ThrowIfCancellationRequested();
        if (file.IsEmpty)
            throw new AudioException(AudioErrorCode.EmptyBody, "There are no bytes; the body must be an audio file.");

        var refusal = (string?)null;
        foreach (var decoder in _decoders)
        {
            if (!decoder.Recognises(file.Span))
                continue;
            try
            {
                return await OpenLimitedAsync(decoder, file, limits, cancellationToken).ConfigureAwait(false);
            }
            catch (AudioException exception) when (exception.Code == AudioErrorCode.UnsupportedFormat)
            {
                refusal ??= exception.Message;
            }
        }

        throw new AudioException(AudioErrorCode.UnsupportedFormat, $"{refusal ?? Describe(file.Span)} {_decodes}");
    }

    private static async ValueTask<PcmSource> OpenLimitedAsync(
        IAudioDecoder decoder, ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken)
    {
        var source = await decoder.OpenAsync(file, limits, cancellationToken).ConfigureAwait(false);
        try
        {
            return new LimitedPcmSource(source, limits);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string Describe(ReadOnlySpan<byte> file) => FormatSniffer.Sniff(file) is { } format
        ? $"The bytes look like {format.Name}, which is not decoded here."
        : "The bytes are no audio format that is known here.";
}
