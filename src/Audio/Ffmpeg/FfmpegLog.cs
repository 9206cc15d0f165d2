using System.Globalization;
using System.Text.RegularExpressions;

namespace CryApi.Audio;

/// <summary>
/// What ffmpeg, at the log level <c>info</c>, says of the file that it reads. Only the lines that matter are kept, so that a file that fills
/// the log (with metadata, or an error for every frame) costs no memory. Written by one thread, read after it has ended.
/// </summary>
internal sealed partial class FfmpegLog
{
    private readonly TaskCompletionSource<string?> _codec = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDescribed;

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

    /// <summary>A signal that ffmpeg caught and ended by, 0 for none.</summary>
    public int Signal { get; private set; }

    /// <summary>Why the input could not be opened at all, which is no fault of the file.</summary>
    public string? OpenError { get; private set; }

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

    // Metadata, which a file can fill at will, stands four spaces in or further; messages of a part of ffmpeg begin with its name.
    private void Hear(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("  Stream #0:"))
        {
            if (Mapping().Match(line.ToString()) is { Success: true } mapping)
                _codec.TrySetResult(mapping.Groups[1].Value);
            else if (Unnamed().Match(line.ToString()) is { Success: true } unnamed)
                Channels ??= int.Parse(unnamed.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        else if (line.StartsWith("  Duration: "))
        {
            if (Stated().Match(line.ToString()) is { Success: true } stated)
                StatedSeconds ??= (3600 * Number(stated.Groups[1])) + (60 * Number(stated.Groups[2])) + Number(stated.Groups[3]);
        }
        else if (line.StartsWith("Input #0, "))
        {
            _isDescribed = true;
        }
        else if (!line.IsEmpty && line[0] != ' ')
        {
            HasNoAudio |= line.Contains("Stream map '0:a:0' matches no streams", StringComparison.Ordinal);
            if (Exiting().Match(line.ToString()) is { Success: true } exiting)
                Signal = int.Parse(exiting.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (NotOpened().Match(line.ToString()) is { Success: true } notOpened)
                OpenError = notOpened.Groups[1].Value;

            // Until the file is described it tries to open whatever is in it, pictures too; then only what it is to decode.
            if (_isDescribed && Refused().Match(line.ToString()) is { Success: true } refused)
                RefusedCodec = refused.Groups.Values.Skip(1).Single(group => group.Success).Value;
            IsTruncated |= line.Contains("moov atom not found", StringComparison.Ordinal)
                || line.EndsWith("partial file", StringComparison.OrdinalIgnoreCase)
                || line.Contains("] File ended prematurely", StringComparison.Ordinal);
            IsOutOfMemory |= line.Contains("Cannot allocate memory", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^  Stream #0:\d+ -> #0:0 \((\w+) \(", RegexOptions.CultureInvariant)]
    private static partial Regex Mapping();

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

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

    // Not "Operation not permitted": that is −1, which parts of ffmpeg return for damage.
    [GeneratedRegex(
        @"^(?:Error opening input file )?file:/proc/\d+/fd/\d+: (Permission denied|No such file or directory)",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotOpened();
}
