namespace CryApi.Audio;

/// <summary>
/// Every format of <see cref="FfmpegFormats"/>, one process per file (for AMR in MP4 three, in turn): the bytes lie in a memory file, the samples come back through a pipe at
/// the file's own rate and with all its channels. Linux only. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// The input is a file and no pipe, as an MP4 whose index stands at its end can only be read by seeking.
/// </remarks>
public sealed class FfmpegDecoder : IAudioDecoder
{
    private readonly FfmpegProgram _program;
    private readonly FfmpegOptions _options;
    private readonly Dictionary<string, FfmpegFormat> _byContainer;

    private FfmpegDecoder(FfmpegProgram program, FfmpegOptions options)
    {
        _program = program;
        _options = options;
        _byContainer = program.Formats
            .SelectMany(format => format.Containers.Select(container => (container, format)))
            .ToDictionary(pair => pair.container, pair => pair.format);
        Formats = [.. program.Formats.Select(format => format.ToString())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; }

    /// <summary>The program's version, e.g. <c>5.1.9-0+deb12u1</c>.</summary>
    public string Version => _program.Version;

    /// <summary>The program's file.</summary>
    public string Path => _program.Path;

    /// <summary>Finds ffmpeg, asks it what it can do and decodes a short sound with it.</summary>
    /// <param name="options">Where to look, and what a process may use.</param>
    /// <returns>Null where <paramref name="options"/> names no program and there is none.</returns>
    /// <exception cref="FfmpegException">The program that was named is not there, or the one that was found does not work.</exception>
    public static FfmpegDecoder? Find(FfmpegOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FfmpegException? first = null;
        foreach (var path in FfmpegLocator.Find(options.Path))
        {
            try
            {
                if (!OperatingSystem.IsLinux())
                    throw new FfmpegException("Decoding through ffmpeg needs Linux.");
                var decoder = new FfmpegDecoder(FfmpegProgram.Inspect(path), options);
                DecoderTrial.Run(decoder);
                return decoder;
            }
            catch (FfmpegException exception)
            {
                first ??= exception;
            }
        }

        return first is null ? null : throw first;
    }

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> file) => FormatSniffer.Sniff(file) is { } sniffed && _byContainer.ContainsKey(sniffed.Container);

    /// <inheritdoc/>
    public async ValueTask<PcmSource> OpenAsync(ReadOnlyMemory<byte> file, AudioLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var sniffed = FormatSniffer.Sniff(file.Span);
        if (sniffed is null || !_byContainer.TryGetValue(sniffed.Container, out var format))
            throw new AudioException(AudioErrorCode.UnsupportedFormat, "The bytes are of no format that is decoded through ffmpeg.");

        if (ChunkLengths.ExceedFile(format, file.Span))
            throw new AudioException(AudioErrorCode.Truncated, $"The file ({sniffed.Name}) ends before all that it announces.");

        var source = await FfmpegSource.OpenAsync(Run(FfmpegArguments.Decode, format, file), limits, cancellationToken).ConfigureAwait(false);
        if (!AmrTrack.IsWithin(format, source.Codec))
            return source;

        source.MarkProbed();
        await source.DisposeAsync().ConfigureAwait(false);
        ReadOnlyMemory<byte> amr;
        var copying = Run(FfmpegArguments.CopyToAmr, format, file);
        await using (copying.ConfigureAwait(false))
            amr = await AmrTrack.ReadAsync(copying, file.Length, cancellationToken).ConfigureAwait(false);
        return await FfmpegSource.OpenAsync(Run(FfmpegArguments.Decode, _byContainer[AmrTrack.Format], amr), limits, cancellationToken).ConfigureAwait(false);

        FfmpegRun Run(Func<FfmpegFormat, string, string[]> arguments, FfmpegFormat taken, ReadOnlyMemory<byte> bytes) =>
            FfmpegRun.Start(_program, path => arguments(taken, path), taken, sniffed, bytes.Span, _options);
    }
}
