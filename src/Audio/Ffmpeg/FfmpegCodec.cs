namespace CryApi.Audio;

/// <summary>A codec, or a family of them that goes by one name.</summary>
/// <param name="Name">For people, e.g. <c>AMR-NB</c>.</param>
/// <param name="Decoders">What ffmpeg calls its decoders, e.g. <c>amrnb</c>.</param>
internal sealed record FfmpegCodec(string Name, params IReadOnlyList<string> Decoders)
{
    /// <summary>Decoders of the same codecs that an ffmpeg which has them takes instead.</summary>
    public IReadOnlyList<string> Preferred { get; init; } = [];
}
