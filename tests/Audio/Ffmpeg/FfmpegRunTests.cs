namespace CryApi.Audio.Tests;

/// <summary>However a decoding ends, the process is gone and the reason is one that is documented.</summary>
public class FfmpegRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exit 1", AudioErrorCode.Corrupt)]
    [InlineData("exit 0", AudioErrorCode.TooShort)]
    [InlineData("kill -SEGV $$", AudioErrorCode.Corrupt)]
    [InlineData("kill -XCPU $$", AudioErrorCode.Timeout)]
    [InlineData("kill -STOP $$", AudioErrorCode.Timeout)]
    [InlineData("echo \"Stream map '0:a:0' matches no streams.\" >&2; exit 1", AudioErrorCode.NoAudioTrack)]
    [InlineData("echo 'Exiting normally, received signal 24.' >&2; exit 255", AudioErrorCode.Timeout)]
    [InlineData("exec >&2; echo 'Input #0, flac'; echo 'Decoder (codec ac3) not found for input stream #0:0'; exit 1", AudioErrorCode.UnsupportedFormat)]
    [InlineData("exec >&2; echo 'Input #0, mov'; echo '[aist#0:0/ac3 @ 0x55] Decoding requested, but no decoder found for: ac3'; exit 1", AudioErrorCode.UnsupportedFormat)]
    [InlineData("exec >&2; echo 'Input #0, mov'; echo '[ac3 @ 0x55] Codec (ac3) not on whitelist aac'; exit 1", AudioErrorCode.UnsupportedFormat)]
    [InlineData("exec >&2; echo 'Input #0, mov'; echo 'file:/proc/1/fd/2: Permission denied'; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("exec >&2; echo 'Exiting normally, received signal 15.'; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("exit 183", AudioErrorCode.Corrupt)]
    [InlineData("echo \"[out#0/wav @ 0x55] Stream map '' matches no streams.\" >&2; exit 234", AudioErrorCode.NoAudioTrack)]
    [InlineData("exec >&2; echo '[png @ 0x55] Codec (png) not on whitelist aac'; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("echo 'file:/proc/1/fd/2: Operation not permitted' >&2; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("echo 'file:/proc/1/fd/2: No such file or directory' >&2; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("echo '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5581] moov atom not found' >&2; exit 1", AudioErrorCode.Truncated)]
    [InlineData("echo '    title           : moov atom not found' >&2; exit 1", AudioErrorCode.Corrupt)]
    [InlineData("printf RIFF; exit 0", AudioErrorCode.TooShort)]
    [InlineData("printf 'RIFFxxxxWAVEfmt \\1\\0\\0\\0xdata\\377\\377\\377\\377'; exit 0", AudioErrorCode.Corrupt)]
    public async Task No_samples_for_a_reason(string body, AudioErrorCode expected)
    {
        using var fake = new FakeFfmpeg(body);
        var run = fake.Start(new() { TimeoutSeconds = 1 });
        var exception = await Assert.ThrowsAsync<AudioException>(async () => await FfmpegSource.OpenAsync(run, new(), Stop));
        Assert.Equal(expected, exception.Code);
    }

    [Theory]
    [InlineData("exit 126")]
    [InlineData("exit 127")]
    [InlineData("kill -KILL $$")]
    [InlineData("echo 'Exiting normally, received signal 15.' >&2; exit 255")]
    public async Task A_decoder_that_can_not_work_is_no_fault_of_the_file(string body)
    {
        using var fake = new FakeFfmpeg(body);
        await Assert.ThrowsAsync<FfmpegException>(async () => await FfmpegSource.OpenAsync(fake.Start(), new(), Stop));
    }

    [Theory]
    [InlineData("exit 0", null)]
    [InlineData("exit 1", AudioErrorCode.Corrupt)]
    [InlineData("kill -SEGV $$", AudioErrorCode.Corrupt)]
    [InlineData("kill -STOP $$", AudioErrorCode.Timeout)]
    [InlineData("echo '[mov @ 0x55] stream 0, offset 0x30: partial file' >&2", AudioErrorCode.Truncated)]
    [InlineData("echo '  Duration: 00:00:00.30, start: 0.000000, bitrate: 64 kb/s' >&2", AudioErrorCode.Truncated)]
    [InlineData("echo '  Duration: 00:00:00.00, start: 0.000000, bitrate: 64 kb/s' >&2", null)]
    [InlineData("echo '  Duration: N/A, bitrate: N/A' >&2", null)]
    [InlineData("echo '  Duration: 99:99:99999999999999.99, start' >&2", null)]
    public async Task Samples_and_then_an_end(string end, AudioErrorCode? expected)
    {
        // A header as ffmpeg's, 8,000 Hz, mono, and eight zeros.
        using var fake = new FakeFfmpeg(
            "echo 'Stream mapping:' >&2; echo '  Stream #0:0 -> #0:0 (flac (native) -> pcm_f32le (native))' >&2\n"
            + "printf 'RIFF\\377\\377\\377\\377WAVEfmt \\020\\0\\0\\0\\3\\0\\1\\0\\100\\037\\0\\0\\0\\175\\0\\0\\4\\0\\040\\0data\\377\\377\\377\\377'\n"
            + "printf '\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'\n" + end);
        await using var source = await FfmpegSource.OpenAsync(fake.Start(new() { TimeoutSeconds = 1 }), new(), Stop);
        Assert.Equal(("flac", "flac", 8_000, 1), (source.Container, source.Codec, source.SampleRate, source.Channels));
        var samples = new float[100];
        Assert.Equal(8, await source.ReadAsync(samples, Stop));
        if (expected is { } code)
            Assert.Equal(code, (await Assert.ThrowsAsync<AudioException>(async () => await source.ReadAsync(samples, Stop))).Code);
        else
            Assert.Equal((0, 0), (await source.ReadAsync(samples, Stop), await source.ReadAsync(samples, Stop)));
    }

    [Theory]
    [InlineData("kill -STOP $$")]
    [InlineData("while :; do echo more; done")]
    [InlineData("trap '' TERM HUP INT PIPE; while :; do echo more; done 2>/dev/null")]
    public async Task Disposing_ends_the_process(string body)
    {
        using var fake = new FakeFfmpeg("echo $$\n" + body);
        string process;
        await using (var run = fake.Start())
            process = await RunOutput.ReadLineAsync(run.Output, Stop);
        Assert.False(RunOutput.IsAlive(process));
    }

    [Fact]
    public async Task Who_gives_up_ends_the_process()
    {
        using var fake = new FakeFfmpeg("echo $$\nkill -STOP $$");
        var run = fake.Start();
        var process = await RunOutput.ReadLineAsync(run.Output, Stop);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await FfmpegSource.OpenAsync(run, new(), patience.Token));
        Assert.False(RunOutput.IsAlive(process));
    }

    [Fact]
    public async Task A_flood_of_messages_hides_nothing()
    {
        using var fake = new FakeFfmpeg("""
            i=0
            filler=$(printf '%01024d' 0)
            echo "${filler}  Stream #0:0 -> #0:0 (made_up (x) -> pcm_f32le (native))" >&2
            while [ $i -lt 20000 ]; do echo "    comment         : Stream #0:0 -> #0:0 (mp3 (x) -> pcm_f32le (native))" >&2; i=$((i + 1)); done
            echo "  Stream #0:0 -> #0:0 (flac (native) -> pcm_f32le (native))" >&2
            echo "Stream mapping:" >&2
            echo "  Stream #0:0 -> #0:0 (pwned (x) -> pcm_f32le (native))" >&2
            echo "  Stream #0:1 -> #0:0 (flac (native) -> pcm_f32le (native))" >&2
            exit 1
            """);
        await using var run = fake.Start();
        Assert.Equal("flac", await run.Codec);
        Assert.Equal(AudioErrorCode.Corrupt, Assert.IsType<AudioException>(await run.ExplainAsync(Stop)).Code);
    }
}
