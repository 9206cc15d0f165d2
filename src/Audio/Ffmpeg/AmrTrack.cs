namespace CryApi.Audio;

/// <summary>
/// AMR in a file of the MP4 family, as a file of its own. Phones put a dozen AMR frames into one sample of a 3GP file, of which ffmpeg 5.1
/// decodes the first alone; from a raw AMR file it reads each.
/// </summary>
internal static class AmrTrack
{
    /// <summary>ffmpeg's muxer and demuxer of raw AMR files.</summary>
    public const string Format = "amr";

    /// <summary>ffmpeg's decoders of AMR.</summary>
    public static readonly IReadOnlyList<string> Decoders = ["amrnb", "amrwb"];

    /// <summary>Whether a source is of that kind, so that its samples are not to be used.</summary>
    /// <param name="format">The file that it was opened from.</param>
    /// <param name="codec">Its codec.</param>
    public static bool IsWithin(FfmpegFormat format, string codec) => format.Demuxer == "mov" && codec is "amr_nb" or "amr_wb";

    /// <summary>Copies the track out.</summary>
    /// <param name="run">ffmpeg with <see cref="FfmpegArguments.CopyToAmr"/>.</param>
    /// <param name="maxLength">Bytes of the file that it comes from: a track is no longer.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A raw AMR file (RFC 4867, section 5).</returns>
    /// <exception cref="AudioException">There is no such track, or the file is damaged.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(FfmpegRun run, int maxLength, CancellationToken cancellationToken)
    {
        var amr = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await run.Output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            // Samples that overlap could make much out of little.
            if (amr.Length + count > maxLength)
                throw new AudioException(AudioErrorCode.Corrupt, $"The file ({run.Name}) is damaged: its samples overlap.");
            amr.Write(buffer, 0, count);
        }

        await run.CheckEndAsync(double.PositiveInfinity, cancellationToken).ConfigureAwait(false);
        return amr.GetBuffer().AsMemory(0, (int)amr.Length);
    }
}
