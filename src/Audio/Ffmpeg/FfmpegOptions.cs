namespace CryApi.Audio;

/// <summary>How other formats than WAV are decoded.</summary>
public sealed record FfmpegOptions
{
    /// <summary>Value of <see cref="Path"/> for no ffmpeg at all: only WAV is decoded.</summary>
    public const string None = "none";

    /// <summary>
    /// The program. Default empty: <c>ffmpeg/ffmpeg</c> beside this program, then <c>artifacts/ffmpeg/ffmpeg</c> in the checkout that it was
    /// built in, then <c>ffmpeg</c> on the <c>PATH</c>. <see cref="None"/> for none.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>Longest time in seconds, of the clock and of the processor, for decoding one file. Default 15.</summary>
    public double TimeoutSeconds { get; init; } = 15;

    /// <summary>
    /// Most address space of a decoding process in bytes, 128 MiB at least. Default 1,073,741,824 (1 GiB), of which the libraries of Debian's ffmpeg take 440 MiB.
    /// </summary>
    public long MemoryBytes { get; init; } = 1024L * 1024 * 1024;
}
