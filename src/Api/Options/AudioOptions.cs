using CryApi.Audio;

namespace CryApi.Api;

/// <summary>How other formats than WAV are decoded: the section <c>Audio</c> of the configuration. See <see cref="FfmpegOptions"/>.</summary>
public sealed class AudioOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Audio";

    private static readonly FfmpegOptions Defaults = new();

    /// <summary>
    /// The ffmpeg to use. Default empty: <c>ffmpeg/ffmpeg</c> beside the program, then <c>artifacts/ffmpeg/ffmpeg</c> in its checkout, then
    /// <c>ffmpeg</c> on the <c>PATH</c>; where there is none, only WAV is decoded. <c>none</c>: only WAV. A path that is given must work.
    /// </summary>
    public string FfmpegPath { get; set; } = "";

    /// <summary>Most address space of one decoding process in bytes. Default 1,073,741,824 (1 GiB).</summary>
    public long DecoderMemoryBytes { get; set; } = Defaults.MemoryBytes;

    /// <summary>The same for the decoders.</summary>
    /// <param name="timeoutSeconds">Longest time for one file, <see cref="LimitsOptions.DecodeTimeoutSeconds"/>.</param>
    internal FfmpegOptions ToFfmpegOptions(double timeoutSeconds) =>
        new() { Path = FfmpegPath, TimeoutSeconds = timeoutSeconds, MemoryBytes = DecoderMemoryBytes };
}
