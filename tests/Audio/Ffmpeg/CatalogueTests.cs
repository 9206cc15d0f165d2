namespace CryApi.Audio.Tests;

/// <summary>Every container and codec of the catalogue, against what ffmpeg itself makes of the same file.</summary>
public class CatalogueTests
{
    private const int ClipSeconds = 7;

    public static MatrixTheoryData<string, string> Clips { get; } = new(FfmpegPrograms.Names, EncodedClip.Names);

    [Theory]
    [MemberData(nameof(Clips))]
    public void Each_decodes_to_the_samples_that_ffmpeg_gives(string program, string name)
    {
        var decoders = FfmpegPrograms.Get(program);
        var clip = EncodedClip.Named(name);
        var file = Made.Clip(name);
        var decoded = Decoded.By(decoders, file);
        Assert.Equal(
            (clip.Container, clip.Codec, clip.SampleRate, clip.Channels),
            (decoded.Container, decoded.Codec, decoded.SampleRate, decoded.Channels));
        var expected = Ffmpeg.DecodeToMono(file, clip.Channels);
        Assert.Equal(expected.Length, decoded.Samples.Length);
        // What computes in integers has one right answer; the rest may be built for another processor.
        var isExact = clip.IsLossless || clip.Codec == "pcm_mulaw" || clip.Codec.StartsWith("adpcm", StringComparison.Ordinal);
        Assert.Equal(0, expected.Zip(decoded.Samples, (a, b) => Math.Abs(a - b)).Max(), isExact ? 0 : 1e-4f);
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void Each_is_as_long_as_the_original_but_for_frames_that_are_filled_up(string program, string name)
    {
        var decoders = FfmpegPrograms.Get(program);
        var clip = EncodedClip.Named(name);
        var decoded = Decoded.By(decoders, Made.Clip(name));
        var added = decoded.Samples.Length - (ClipSeconds * clip.SampleRate);
        Assert.InRange(added, 0, MaxAdded(clip));
        if (clip.IsLossless)
            Assert.Equal(Decoding.Decode(Made.Wav), decoded.Samples);
    }

    /// <summary>Samples that a codec may add, where its container doesn't tell them from the sound: of a frame, and its delay.</summary>
    private static int MaxAdded(EncodedClip clip) => (clip.Container, clip.Codec) switch
    {
        ("aac", "aac") => 2 * 1024,
        ("mp4", "aac") when clip.Name == "mp4-fragmented" => 2 * 1024,
        (_, "aac") => 1024,
        ("mp2", _) => 1152,
        ("webm", "vorbis") => 1024,
        (_, "adpcm_ima_qt") => 64,
        (_, "adpcm_ima_wav") => 2041,
        (_, "adpcm_ms") => 2036,
        _ => 0,
    };
}
