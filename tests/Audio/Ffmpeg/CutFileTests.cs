namespace CryApi.Audio.Tests;

/// <summary>Files of which the second half is missing.</summary>
public class CutFileTests
{
    // What tells its length in front, or has its index at the end.
    private static readonly string[] s_telling =
    [
        "m4a-aac", "m4a-aac-faststart", "m4a-alac", "mp4-film", "mov-aac", "mov-pcm", "3gp-aac", "3g2-aac", "3gp-amr-nb", "3gp-amr-wb",
        "flac", "caf-ima4", "caf-alac", "caf-pcm", "aiff", "aifc-sowt", "aifc-float", "au", "au-mulaw", "w64", "wav-ima", "wav-ms",
        "webm-opus", "webm-vorbis", "mkv-flac", "mkv-pcm", "mkv-film",
    ];

    // Streams, which may end anywhere.
    private static readonly string[] s_streams =
    [
        "mp3", "mp3-vbr", "mp2", "aac-adts", "ogg-vorbis", "ogg-opus", "ogg-flac", "opus", "amr-nb", "amr-wb",
    ];

    public static MatrixTheoryData<string, string> Telling { get; } = new(FfmpegPrograms.Names, s_telling);

    public static MatrixTheoryData<string, string> Streams { get; } = new(FfmpegPrograms.Names, s_streams);

    public static TheoryData<string, string, int, int> Unclosed { get; } =
        new(FfmpegPrograms.Names.SelectMany(program => new (string, string, int, int)[] { (program, "caf-pcm", 4, 8), (program, "au", 8, 4) }));

    [Theory]
    [MemberData(nameof(Telling))]
    public void What_tells_its_length_is_found_cut_off(string program, string name)
    {
        var file = Made.Clip(name);
        Assert.Equal(AudioErrorCode.Truncated, Decoded.RefusalBy(FfmpegPrograms.Get(program), file[..(file.Length / 2)]).Code);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_decodes_as_far_as_it_goes(string program, string name)
    {
        var file = Made.Clip(name);
        var decoders = FfmpegPrograms.Get(program);
        var (whole, half) = (Decoded.By(decoders, file), Decoded.By(decoders, file[..(file.Length / 2)]));
        // The bit rate varies with the sound.
        Assert.InRange(half.Seconds, 0.4 * whole.Seconds, 0.6 * whole.Seconds);
    }

    // A length of −1, in the words of both specifications: nobody knows yet.
    [Theory]
    [MemberData(nameof(Unclosed))]
    public void A_recording_that_was_not_closed_is_read_to_its_end(string program, string name, int offset, int length)
    {
        var file = Made.Clip(name)[..^50_000];
        var start = name == "au" ? offset : file.AsSpan().IndexOf("data"u8) + offset;
        file.AsSpan(start, length).Fill(0xFF);
        Assert.Equal(Decoding.Decode(Made.Wav)[..^25_000], Decoded.By(FfmpegPrograms.Get(program), file).Samples);
    }
}
