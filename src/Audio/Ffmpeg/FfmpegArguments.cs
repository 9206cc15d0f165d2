namespace CryApi.Audio;

/// <summary>The command line of a decoding.</summary>
internal static class FfmpegArguments
{
    // No "-t": it would stop at a time stamp, and sound may begin late or have gaps. Whoever reads stops at the limit.
    private static readonly string[] Track = ["-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"];

    /// <summary>
    /// The first audio track of a file, undone of nothing but its encoding, as a WAV stream of 32-bit floats. Written in pieces of a buffer's
    /// size: packets of IMA ADPCM have 64 samples, and each would cost both processes a switch.
    /// </summary>
    /// <param name="format">What the file is.</param>
    /// <param name="path">Where it is.</param>
    public static string[] Decode(FfmpegFormat format, string path) =>
        [.. Input(format, path), .. Track, "-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flush_packets", "0", "-f", "wav", "pipe:1"];

    /// <summary>The first audio track, which must be AMR, as a raw AMR file.</summary>
    /// <inheritdoc cref="Decode"/>
    public static string[] CopyToAmr(FfmpegFormat format, string path) =>
        [.. Input(format, path), .. Track, "-c:a", "copy", "-fflags", "+bitexact", "-f", "amr", "pipe:1"];

    /// <summary>
    /// The demuxer is forced, codecs are those of the format, and of protocols only files and pipes are there, so that bytes can't choose among
    /// the playlists, scripts and network protocols that an ffmpeg may have.
    /// </summary>
    private static string[] Input(FfmpegFormat format, string path) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", "-filter_threads", "1",
        "-protocol_whitelist", "file,pipe", "-format_whitelist", format.Demuxer, "-codec_whitelist", format.Decoders, "-threads", "1",
        "-f", format.Demuxer, "-i", "file:" + path,
    ];
}
