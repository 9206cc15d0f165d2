namespace CryApi.Audio.Tests;

/// <summary>The limits hold for what is decoded through ffmpeg too.</summary>
public class DecodingLimitTests
{
    private const string EightTones =
        "aevalsrc=0.5*sin(600*t)|0.4*sin(700*t)|0.3*sin(800*t)|0.2*sin(900*t)|0.5*sin(1000*t)|0.4*sin(1100*t)|0.3*sin(1200*t)|0.9*sin(50*t):s=48000:d=0.5";

    public static TheoryData<string> Programs { get; } = [.. FfmpegPrograms.Names];

    public static MatrixTheoryData<string, string> Silences { get; } =
        new(FfmpegPrograms.Names, ["-c:a flac -f flac", "-c:a libopus -b:a 500 -compression_level 0 -frame_duration 60 -f opus"]);

    public static MatrixTheoryData<string, string> Twentieths { get; } =
        new(FfmpegPrograms.Names, ["-c:a flac -f flac", "-c:a pcm_s16be -f caf", "-c:a pcm_s16le -f matroska", "-c:a alac -f ipod"]);

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_rate_above_the_limit_is_refused(string program)
    {
        var file = Made.By("-i IN -t 1 -ar 384000 -c:a flac -f flac");
        var decoders = FfmpegPrograms.Get(program);
        Assert.Equal(AudioErrorCode.UnsupportedSampleRate, Decoded.RefusalBy(decoders, file).Code);
        Assert.Equal(384_000, Decoded.By(decoders, file, new() { MaxSampleRate = 384_000 }).SampleRate);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Channels_are_averaged_up_to_the_limit(string program)
    {
        var file = Made.By($"-f lavfi -i {EightTones} -c:a flac -f flac");
        var decoders = FfmpegPrograms.Get(program);
        var decoded = Decoded.By(decoders, file);
        Assert.Equal(8, decoded.Channels);
        var expected = Ffmpeg.DecodeToMono(file, 8);
        Assert.Equal(expected.Length, decoded.Samples.Length);
        Assert.Equal(0, expected.Zip(decoded.Samples, (a, b) => Math.Abs(a - b)).Max(), 1.2e-7f);
        Assert.Equal(AudioErrorCode.TooManyChannels, Decoded.RefusalBy(decoders, file, new() { MaxChannels = 7 }).Code);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void More_channels_than_the_service_takes_are_refused(string program)
    {
        var decoders = FfmpegPrograms.Get(program);
        byte[] Au(int channels) => Made.By($"-f s16le -ar 8000 -ac {channels} -i IN -c:a pcm_s16be -f au", new byte[2 * channels * 1000]);
        Assert.Equal(64, Decoded.By(decoders, Au(64)).Channels);
        Assert.Equal(AudioErrorCode.TooManyChannels, Decoded.RefusalBy(decoders, Au(65)).Code);
    }

    [Theory]
    [MemberData(nameof(Silences))]
    public void Two_hours_of_silence_in_a_small_file_are_too_long(string program, string codec)
    {
        var file = Made.By($"-f lavfi -i anullsrc=r=16000:cl=mono -t 7200 {codec}");
        Assert.InRange(file.Length, 1, 2_000_000);
        Assert.Equal(AudioErrorCode.AudioTooLong, Decoded.RefusalBy(FfmpegPrograms.Get(program), file).Code);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_header_that_states_too_much_is_refused_before_anything_is_decoded(string program)
    {
        // STREAMINFO (RFC 9639, 8.2): the low 32 of the 36 bits of the number of samples stand at 22.
        var file = Made.By("-i IN -c:a flac -f flac").ToArray();
        file.AsSpan(22, 4).Fill(0xF0);
        var opening = FfmpegPrograms.Get(program).OpenAsync(file, new(), TestContext.Current.CancellationToken);
        Assert.Equal(AudioErrorCode.AudioTooLong, (await Assert.ThrowsAsync<AudioException>(async () => await opening)).Code);
    }

    [Theory]
    [MemberData(nameof(Twentieths))]
    public void A_twentieth_of_a_second_is_too_short(string program, string codec)
    {
        var file = Made.By($"-i IN -t 0.05 {codec}");
        var decoders = FfmpegPrograms.Get(program);
        Assert.Equal(AudioErrorCode.TooShort, Decoded.RefusalBy(decoders, file).Code);
        Assert.Equal(800, Decoded.By(decoders, file, new() { MinDurationSeconds = 0 }).Samples.Length);
    }
}
