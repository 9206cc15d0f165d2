using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CryApi.Audio;

/// <summary>One run of ffmpeg: no shell, no environment but its limit of memory, an input that is closed, an output to read. Ended by <see cref="DisposeAsync"/>.</summary>
internal sealed class FfmpegProcess : IAsyncDisposable
{
    // Killed processes end at once, but for one in an uninterruptible wait of the kernel.
    private static readonly TimeSpan s_deathTime = TimeSpan.FromSeconds(5);

    // Known to tools/ffmpeg/sandbox.c.
    private const string MemoryVariable = "DECODER_MEMORY_BYTES";

    private readonly Process _process;
    private readonly Task _listening;

    private FfmpegProcess(Process process, FfmpegFormat? format)
    {
        _process = process;
        Log = new FfmpegLog(format);
        _listening = Log.ReadAsync(process.StandardError);
    }

    /// <summary>What it says; complete after <see cref="EndAsync"/>.</summary>
    public FfmpegLog Log { get; }

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts it.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="format">What is decoded; null where nothing is.</param>
    /// <param name="memoryBytes">
    /// Most address space. A program of <c>tools/build-ffmpeg.sh</c> limits itself before it looks at its input; another is limited a moment later by
    /// <see cref="Limit"/>, and a file may have made it take more by then.
    /// </param>
    /// <exception cref="FfmpegException">It can't be started.</exception>
    public static FfmpegProcess Start(string path, IEnumerable<string> arguments, FfmpegFormat? format = null, long? memoryBytes = null)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        if (memoryBytes is { } bytes)
            start.Environment[MemoryVariable] = bytes.ToString(CultureInfo.InvariantCulture);
        try
        {
            var process = Process.Start(start) ?? throw new FfmpegException("ffmpeg does not start.");
            process.StandardInput.Close();
            return new FfmpegProcess(process, format);
        }
        catch (Win32Exception exception)
        {
            throw new FfmpegException("ffmpeg can't be started.", exception);
        }
    }

    /// <summary>Limits what it may use from now on; what it has used counts.</summary>
    /// <param name="seconds">Processor time; the next whole second counts.</param>
    /// <param name="memoryBytes">Address space.</param>
    public void Limit(double seconds, long memoryBytes) => ProcessLimits.Set(_process.Id, seconds, memoryBytes);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit status: 128 and the signal's number where one ended it.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await _listening.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends it now.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        using (var patience = new CancellationTokenSource(s_deathTime))
        {
            try
            {
                await EndAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Nothing more can be done to it.
            }
        }

        // The process leaves open what it was asked for.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }
}
