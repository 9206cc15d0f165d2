namespace CryApi.Audio.Tests;

/// <summary>Which of a file's tracks is decoded, and what is said where there is none to decode.</summary>
public class TrackTests
{
    private const string Pictures = "-f lavfi -i testsrc=size=160x120:rate=10 -t 7";

    public static TheoryData<string> Programs { get; } = [.. FfmpegPrograms.Names];

    public static MatrixTheoryData<string, string> Films { get; } = new(FfmpegPrograms.Names, ["mov", "mp4", "3gp", "matroska", "webm"]);

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_codec_that_is_not_decoded_is_named(string program)
    {
        var refusal = Decoded.RefusalBy(FfmpegPrograms.Get(program), Made.By("-i IN -ar 48000 -c:a ac3 -f mp4"));
        Assert.Equal(AudioErrorCode.UnsupportedFormat, refusal.Code);
        Assert.Contains("ac3", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public void A_film_without_sound_has_no_audio_track(string program, string muxer)
    {
        var film = Made.By($"{Pictures} -c:v {(muxer == "webm" ? "libvpx -deadline realtime" : "mpeg4")} -f {muxer}");
        Assert.Equal(AudioErrorCode.NoAudioTrack, Decoded.RefusalBy(FfmpegPrograms.Get(program), film).Code);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Sound_behind_pictures_is_found(string program)
    {
        var film = Made.By($"{Pictures} -i IN -map 0:v -map 1:a -shortest -c:v mpeg4 -c:a alac -f mov");
        Assert.Contains("index=1", MediaTool.Probe("stream=index", film), StringComparison.Ordinal);
        Assert.Equal(Decoding.Decode(Made.Wav), Decoded.By(FfmpegPrograms.Get(program), film).Samples);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Of_two_audio_tracks_the_first_is_taken_also_if_the_second_is_marked(string program)
    {
        var file = Made.By(
            "-i IN -f lavfi -i sine=440:r=48000:d=7 -map 0:a -map 1:a -c:a alac -ac:a:1 2 -disposition:a:0 0 -disposition:a:1 default -f ipod");
        Assert.Equal(Decoding.Decode(Made.Wav), Decoded.By(FfmpegPrograms.Get(program), file).Samples);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Streams_of_different_rates_that_follow_each_other_decode_as_ffmpeg_decodes_them(string program)
    {
        byte[] file =
        [
            .. Made.By("-i IN -t 2 -ar 44100 -c:a libvorbis -f ogg"),
            .. Made.By("-i IN -t 3 -ar 22050 -c:a libvorbis -serial_offset 7 -f ogg"),
        ];
        var decoded = Decoded.By(FfmpegPrograms.Get(program), file);
        Assert.Equal(44_100, decoded.SampleRate);
        Assert.Equal(5, decoded.Seconds, 0.05);
        var expected = Ffmpeg.DecodeToMono(file, 1);
        Assert.Equal(expected.Length, decoded.Samples.Length);
        Assert.Equal(0, expected.Zip(decoded.Samples, (a, b) => Math.Abs(a - b)).Max(), 1e-4f);
    }
}
