using System.Globalization;
using System.Text.RegularExpressions;

namespace CryApi.Audio;

/// <summary>
/// What ffmpeg, at the log level <c>info</c>, says of the file that it reads. Only the lines that matter are kept, so that a file that fills
/// the log (with metadata, or an error for every frame) costs no memory. Written by one thread; what stands before the mapping of streams is
/// there once <see cref="Codec"/> is, the rest at the end.
/// </summary>
/// <param name="format">What is decoded; null where no stream is.</param>
/// <remarks>
/// A file can forge lines: ffmpeg prints a language tag, or the name of a codec that it doesn't know, as it is, line feeds included, and takes a
/// negative number of frames in AIFF for an error of the system ("No such file or directory"). So a codec must be one of the format's, and only
/// an exit status tells a fault of the server (<see cref="FfmpegRun"/>). Whatever is forged, the file gets another of the answers for a bad file.
/// </remarks>
internal sealed partial class FfmpegLog(FfmpegFormat? format)
{
    private readonly TaskCompletionSource<string?> _codec = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDescribed;
    private bool _isMapping;

    /// <summary>The codec that is decoded, in ffmpeg's naming, as soon as it is known; null where it has not come to that.</summary>
    public Task<string?> Codec => _codec.Task;

    /// <summary>Length that the container states, in seconds; null where it states none.</summary>
    public double? StatedSeconds { get; private set; }

    /// <summary>Channels of the first audio stream, where they are so many that they have no layout with a name.</summary>
    public int? Channels { get; private set; }

    /// <summary>The file has no audio stream.</summary>
    public bool HasNoAudio { get; private set; }

    /// <summary>The codec of a stream that is not decoded here.</summary>
    public string? RefusedCodec { get; private set; }

    /// <summary>The file ends before what it announces, or before its index.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>A signal that ffmpeg says it caught and ended by, 0 for none.</summary>
    public int Signal { get; private set; }

    /// <summary>The file asks for more memory than the process may have.</summary>
    public bool IsOutOfMemory { get; private set; }

    /// <summary>Reads lines to their end.</summary>
    /// <param name="errors">What ffmpeg writes to its standard error.</param>
    public async Task ReadAsync(TextReader errors)
    {
        // Of a longer line only the beginning counts: its rest must not pass for a line. No line that matters is as long.
        var buffer = new char[1024];
        var (length, isRest) = (0, false);
        try
        {
            int count;
            while ((count = await errors.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false)) > 0)
            {
                length += count;
                var done = 0;
                for (int end; (end = buffer.AsSpan(done, length - done).IndexOf('\n')) >= 0; done += end + 1, isRest = false)
                {
                    if (!isRest)
                        Hear(buffer.AsSpan(done, end));
                }

                if (done == 0 && length == buffer.Length)
                {
                    if (!isRest)
                        Hear(buffer);
                    (done, isRest) = (length, true);
                }

                buffer.AsSpan(done, length - done).CopyTo(buffer);
                length -= done;
            }

            if (!isRest)
                Hear(buffer.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process was ended.
        }
        finally
        {
            _codec.TrySetResult(null);
        }
    }

    private void Hear(ReadOnlySpan<char> line)
    {
        // Most metadata stands four spaces in or further.
        if (line.StartsWith("  Stream #0:"))
        {
            if (_isMapping && Find(Mapping(), line) is { } mapping && IsExpected(mapping))
                _codec.TrySetResult(mapping.Groups[1].Value);
            else if (Find(Unnamed(), line) is { } unnamed)
                Channels ??= int.Parse(unnamed.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        else if (line.StartsWith("  Duration: "))
        {
            if (Find(Stated(), line) is { } stated)
                StatedSeconds ??= (3600 * Number(stated.Groups[1])) + (60 * Number(stated.Groups[2])) + Number(stated.Groups[3]);
        }
        else if (line.StartsWith("Input #0, "))
        {
            _isDescribed = true;
        }
        else if (!line.IsEmpty && line[0] != ' ')
        {
            _isMapping |= line is "Stream mapping:";
            HasNoAudio |= line.Contains("Stream map '", StringComparison.Ordinal) && line.Contains("' matches no streams", StringComparison.Ordinal);
            if (Find(Exiting(), line) is { } exiting)
                Signal = int.Parse(exiting.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

            // Until the file is described it tries to open whatever is in it, pictures too; then only what it is to decode.
            if (_isDescribed && Find(Refused(), line) is { } refused)
                RefusedCodec = refused.Groups.Values.Skip(1).Single(group => group.Success).Value;
            IsTruncated |= line.Contains("moov atom not found", StringComparison.Ordinal)
                || line.EndsWith("partial file", StringComparison.OrdinalIgnoreCase)
                || line.Contains("] File ended prematurely", StringComparison.Ordinal);
            IsOutOfMemory |= line.Contains("Cannot allocate memory", StringComparison.Ordinal);
        }
    }

    /// <summary>Makes a string only of a line that matches: a damaged file has a message for every frame.</summary>
    private static Match? Find(Regex pattern, ReadOnlySpan<char> line) => pattern.IsMatch(line) ? pattern.Match(line.ToString()) : null;

    private bool IsExpected(Match mapping)
    {
        var decoder = mapping.Groups[2].ValueSpan is "native" ? mapping.Groups[1].Value : mapping.Groups[2].Value;
        return format is null || format.Decoders.Split(',').Contains(decoder, StringComparer.Ordinal);
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^  Stream #0:\d+ -> #0:0 \((\w+) \((\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Mapping();

    // Hours may have more digits than two, which TimeSpan does not read.
    [GeneratedRegex(@"^  Duration: (\d{1,9}):(\d\d):(\d\d\.\d+),", RegexOptions.CultureInvariant)]
    private static partial Regex Stated();

    [GeneratedRegex(@": Audio: .*\b(\d{1,6}) channels", RegexOptions.CultureInvariant)]
    private static partial Regex Unnamed();

    // Three ways to say that there is no decoder for the track: none was built in (up to 6.0, and later), or it is not on our list.
    [GeneratedRegex(
        @"^Decoder \(codec (\w+)\) not found|Decoding requested, but no decoder found for: (\w+)|^\[\w+ @ \w+\] Codec \((\w+)\) not on whitelist",
        RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    [GeneratedRegex(@"^Exiting normally, received signal (\d{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Exiting();
}
