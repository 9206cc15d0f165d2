namespace CryApi.Audio;

/// <summary>A kind of file that is decoded through ffmpeg.</summary>
/// <param name="Name">For people, e.g. <c>M4A, MP4, MOV</c>.</param>
/// <param name="Containers">The <see cref="SniffedFormat.Container"/>s that it goes by.</param>
/// <param name="Demuxer">The only demuxer that ffmpeg may use for it.</param>
/// <param name="Codecs">The codecs within it that are decoded; at least one.</param>
internal sealed record FfmpegFormat(string Name, IReadOnlyList<string> Containers, string Demuxer, IReadOnlyList<FfmpegCodec> Codecs)
{
    /// <summary>ffmpeg's decoders for its codecs, separated by commas.</summary>
    public string Decoders { get; } = string.Join(',', Codecs.SelectMany(codec => (IEnumerable<string>)[.. codec.Preferred, .. codec.Decoders]));

    /// <summary>Whether ffmpeg learns from its header how much audio must be there, so that less means a file that was cut off.</summary>
    public bool StatesLength => Demuxer is "flac" or "aiff" or "au";

    /// <summary>What of it a certain ffmpeg can decode; null for nothing.</summary>
    /// <param name="demuxers">The demuxers that it has.</param>
    /// <param name="decoders">The decoders that it has.</param>
    public FfmpegFormat? Within(IReadOnlySet<string> demuxers, IReadOnlySet<string> decoders)
    {
        if (!demuxers.Contains(Demuxer))
            return null;
        FfmpegCodec[] codecs = [.. Codecs.Where(codec => codec.Decoders.All(decoders.Contains))];
        return codecs.Length == 0 ? null : new FfmpegFormat(Name, Containers, Demuxer, codecs);
    }

    /// <summary>For people, e.g. <c>CAF (AAC, ALAC, IMA ADPCM, PCM)</c>; the name alone where there is but one codec.</summary>
    public override string ToString() => Codecs.Count == 1 ? Name : $"{Name} ({string.Join(", ", Codecs.Select(codec => codec.Name))})";
}
