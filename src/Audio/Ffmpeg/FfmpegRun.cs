using System.Diagnostics;

namespace CryApi.Audio;

/// <summary>The decoding of one file: a process with its limits, its input and its clock, and what its end means.</summary>
internal sealed class FfmpegRun : IAsyncDisposable
{
    // What a shell, or the loader of libraries, says of a program that it can't run.
    private const int NotRunnable = 126;
    private const int NotFound = 127;

    private const int Signalled = 128;
    // Of signals that a crash raises; damage is 183 and more in versions that end with the low byte of their own numbers.
    private const int MaxSignal = 31;
    private const int CaughtSignal = 255;
    private const int Killed = 9;
    private const int ProcessorTimeExceeded = 24;

    // Of its resampler (libswresample's SWR_CH_MAX).
    private const int MaxChannels = 64;

    // ffmpeg tells lengths in hundredths of a second; an encoder's delay may be counted.
    private const double LengthTolerance = 0.1;

    private readonly FfmpegFormat _format;
    private readonly SniffedFormat _sniffed;
    private readonly MemoryFile _input;
    private readonly FfmpegProcess _process;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenRegistration _alarm;
    private readonly long _started = Stopwatch.GetTimestamp();
    private string _result = FfmpegMeter.GivenUp;

    private FfmpegRun(FfmpegFormat format, SniffedFormat sniffed, MemoryFile input, FfmpegProcess process, FfmpegOptions options)
    {
        (_format, _sniffed, _input, _process) = (format, sniffed, input, process);
        process.Limit(options.TimeoutSeconds, options.MemoryBytes);
        _clock = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds));
        _alarm = _clock.Token.UnsafeRegister(static process => ((FfmpegProcess)process!).Kill(), process);
    }

    /// <summary>The file's format for people.</summary>
    public string Name => _sniffed.Name;

    /// <summary>The container as answers tell it.</summary>
    public string Container => _sniffed.Container;

    /// <summary>The codec in ffmpeg's naming, as soon as it is known.</summary>
    public Task<string?> Codec => _process.Log.Codec;

    /// <summary>What is decoded.</summary>
    public Stream Output => _process.Output;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its command line for a path of the input.</param>
    /// <param name="format">What ffmpeg takes the file for.</param>
    /// <param name="sniffed">What it is.</param>
    /// <param name="file">Its bytes; not needed after this.</param>
    /// <param name="options">What the process may use.</param>
    public static FfmpegRun Start(
        FfmpegProgram program,
        Func<string, string[]> arguments,
        FfmpegFormat format,
        SniffedFormat sniffed,
        ReadOnlySpan<byte> file,
        FfmpegOptions options)
    {
        var input = new MemoryFile(file);
        FfmpegProcess? process = null;
        try
        {
            process = FfmpegProcess.Start(program.Path, arguments(input.Path), format, options.MemoryBytes);
            return new FfmpegRun(format, sniffed, input, process, options);
        }
        catch
        {
            process?.Kill();
            input.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file whose header tells that it is too long, before all of it is decoded.</summary>
    /// <exception cref="AudioException"><see cref="AudioErrorCode.AudioTooLong"/>.</exception>
    public void CheckStatedLength(int sampleRate, AudioLimits limits)
    {
        if (_format.StatesLength && _process.Log.StatedSeconds is { } seconds)
            LimitChecks.CheckNotTooLong((long)(seconds * sampleRate), sampleRate, limits);
    }

    /// <summary>To be called when the codec was all that was asked for.</summary>
    public void MarkProbed() => _result = FfmpegMeter.Probed;

    /// <summary>To be called when the output has ended: was that all?</summary>
    /// <param name="seconds">Audio that came out.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="AudioException">It was not.</exception>
    /// <exception cref="FfmpegException">ffmpeg failed, whatever the file is.</exception>
    public async ValueTask CheckEndAsync(double seconds, CancellationToken cancellationToken)
    {
        var exitCode = await _process.EndAsync(cancellationToken).ConfigureAwait(false);
        var isShort = _format.StatesLength && seconds < _process.Log.StatedSeconds - LengthTolerance;
        if (exitCode != 0 || _process.Log.IsTruncated || isShort)
            throw Explain(exitCode, isShort);
        _result = FfmpegMeter.Decoded;
    }

    /// <summary>Why nothing came out.</summary>
    public async ValueTask<Exception> ExplainAsync(CancellationToken cancellationToken) =>
        Explain(await _process.EndAsync(cancellationToken).ConfigureAwait(false), isShort: false);

    public async ValueTask DisposeAsync()
    {
        await _alarm.DisposeAsync().ConfigureAwait(false);
        _clock.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
        _input.Dispose();
        FfmpegMeter.Count(_result, _started);
    }

    private Exception Explain(int exitCode, bool isShort)
    {
        // ffmpeg catches some signals, says so, and ends with a status of its own.
        var isCrash = exitCode is > Signalled and <= Signalled + MaxSignal;
        var signal = isCrash ? exitCode - Signalled : exitCode == CaughtSignal ? _process.Log.Signal : 0;
        Exception reason = _clock.IsCancellationRequested || signal == ProcessorTimeExceeded
            ? new AudioException(AudioErrorCode.Timeout, $"The file ({Name}) takes too long to decode.")
            : (Exception?)ExplainFailure(exitCode, signal, isCrash) ?? ExplainFile(exitCode, isShort);

        // A crash is a reason to look at ffmpeg, whatever the file is.
        _result = reason switch
        {
            AudioException { Code: var code } when !isCrash || code == AudioErrorCode.Timeout => FfmpegMeter.Name(code),
            AudioException => FfmpegMeter.Crashed,
            _ => FfmpegMeter.Failed,
        };
        return reason;
    }

    /// <summary>What is no fault of the file: ffmpeg can't be run here, or somebody (an operator, a lack of memory) ended it.</summary>
    private static FfmpegException? ExplainFailure(int exitCode, int signal, bool isCrash)
    {
        if (exitCode is NotRunnable or NotFound)
            return new($"ffmpeg can't be run: it ends with status {exitCode}.");
        return signal == Killed || (signal != 0 && !isCrash) ? new($"ffmpeg was ended by signal {signal}.") : null;
    }

    private AudioException ExplainFile(int exitCode, bool isShort)
    {
        var log = _process.Log;
        if (log.HasNoAudio)
            return new(AudioErrorCode.NoAudioTrack, $"The file ({Name}) has no audio track.");
        if (log.RefusedCodec is { } codec)
        {
            return new(AudioErrorCode.UnsupportedFormat, codec == "none"
                ? $"The file ({Name}) holds audio of an unknown codec."
                : $"The file ({Name}) holds {codec} audio, which is not decoded here.");
        }

        if (log.Channels > MaxChannels)
            return new(AudioErrorCode.TooManyChannels, $"The file ({Name}) has {log.Channels} channels; up to {MaxChannels} can be decoded.");
        if (log.IsTruncated || isShort)
            return new(AudioErrorCode.Truncated, $"The file ({Name}) ends before all that it announces.");
        if (log.IsOutOfMemory)
            return new(AudioErrorCode.Corrupt, $"The file ({Name}) asks for more memory than a decoder is given.");
        return exitCode == 0
            ? new(AudioErrorCode.TooShort, $"The file ({Name}) holds no samples.")
            : new(AudioErrorCode.Corrupt, $"The file ({Name}) is damaged: it can't be decoded.");
    }
}
