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
    [MemberData(nameof(Programs))]
    public void A_codec_that_has_no_name_is_unknown(string program)
    {
        var film = Made.By("-i IN -c:a pcm_s16be -f mov");
        for (var at = 0; (at = film.AsSpan(at).IndexOf("twos"u8) is >= 0 and var next ? at + next : -1) >= 0; at++)
            "????"u8.CopyTo(film.AsSpan(at));
        var refusal = Decoded.RefusalBy(FfmpegPrograms.Get(program), film);
        Assert.Equal(AudioErrorCode.UnsupportedFormat, refusal.Code);
        Assert.StartsWith("The file (QuickTime) holds audio of an unknown codec. ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Sound_that_begins_after_all_that_is_accepted_is_sound(string program)
    {
        var film = Made.By("-f lavfi -i testsrc=size=16x16:rate=1 -t 702 -itsoffset 700 -i IN -map 0:v -map 1:a -t 702 -c:v mpeg4 -c:a flac -f matroska");
        Assert.Equal(2, Decoded.By(FfmpegPrograms.Get(program), film).Seconds, 0.1);
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
