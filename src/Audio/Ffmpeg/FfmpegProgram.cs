namespace CryApi.Audio;

/// <summary>An ffmpeg that was asked what it can do.</summary>
internal sealed class FfmpegProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private FfmpegProgram(string path, string version, IReadOnlyList<FfmpegFormat> formats)
    {
        Path = path;
        Version = version;
        Formats = formats;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its version in its own words, e.g. <c>5.1.9-0+deb12u1</c>.</summary>
    public string Version { get; }

    /// <summary>What of <see cref="FfmpegFormats.All"/> it decodes.</summary>
    public IReadOnlyList<FfmpegFormat> Formats { get; }

    /// <summary>Asks a program what it can do.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FfmpegException">It is no ffmpeg, or decodes nothing that is wanted here.</exception>
    public static FfmpegProgram Inspect(string path)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            return Task.Run(() => InspectAsync(path, patience.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new FfmpegException("ffmpeg does not answer.");
        }
    }

    private static async Task<FfmpegProgram> InspectAsync(string path, CancellationToken cancellationToken)
    {
        // "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) …"
        var version = (await AskAsync(path, "-version", cancellationToken).ConfigureAwait(false)).Split(' ', 4);
        if (version is not ["ffmpeg", "version", var number, _])
            throw new FfmpegException("The program is no ffmpeg.");

        var demuxers = ReadNames(await AskAsync(path, "-demuxers", cancellationToken).ConfigureAwait(false));
        var decoders = ReadNames(await AskAsync(path, "-decoders", cancellationToken).ConfigureAwait(false));
        var muxers = ReadNames(await AskAsync(path, "-muxers", cancellationToken).ConfigureAwait(false));
        if (!demuxers.Contains(AmrTrack.Format) || !muxers.Contains(AmrTrack.Format))
            decoders.ExceptWith(AmrTrack.Decoders);
        FfmpegFormat[] formats = [.. FfmpegFormats.All.Select(format => format.Within(demuxers, decoders)).OfType<FfmpegFormat>()];
        return formats.Length == 0 ? throw new FfmpegException("ffmpeg decodes nothing that is wanted here.") : new(path, number, formats);
    }

    private static async Task<string> AskAsync(string path, string question, CancellationToken cancellationToken)
    {
        var process = FfmpegProcess.Start(path, ["-hide_banner", question]);
        await using (process.ConfigureAwait(false))
        {
            using var reader = new StreamReader(process.Output);
            var answer = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            var exitCode = await process.EndAsync(cancellationToken).ConfigureAwait(false);
            return exitCode == 0 ? answer : throw new FfmpegException($"ffmpeg {question} ends with status {exitCode}.");
        }
    }

    /// <summary>The names in a table of flags, names (several with commas between them) and descriptions.</summary>
    private static HashSet<string> ReadNames(string table) => table.Split('\n')
        .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length >= 2)
        .SelectMany(cells => cells[1].Split(','))
        .ToHashSet(StringComparer.Ordinal);
}
