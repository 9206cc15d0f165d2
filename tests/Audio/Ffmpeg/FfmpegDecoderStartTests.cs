namespace CryApi.Audio.Tests;

/// <summary>Whether there is a decoder shows at the start, not in front of the first caller.</summary>
public class FfmpegDecoderStartTests
{
    [Fact]
    public void None_was_wanted()
    {
        var decoders = AudioDecoders.Create(new() { Path = FfmpegOptions.None });
        Assert.Equal(new WavDecoder().Formats, decoders.Formats);
        Assert.False(decoders.Ffmpeg.Available);
        Assert.NotNull(decoders.Ffmpeg.Problem);
    }

    [Theory]
    [InlineData("/nowhere/ffmpeg", "There is no ffmpeg at /nowhere/ffmpeg.")]
    [InlineData("no-such-ffmpeg", "There is no ffmpeg at no-such-ffmpeg.")]
    [InlineData("/bin/true", "The program is no ffmpeg.")]
    [InlineData("/bin/false", "ffmpeg -version ends with status 1.")]
    [InlineData("/etc/passwd", "ffmpeg can't be started.")]
    public void One_that_was_named_must_work(string path, string message) =>
        Assert.Equal(message, Assert.Throws<FfmpegException>(() => AudioDecoders.Create(new() { Path = path })).Message);

    [Fact]
    public void One_that_does_not_decode_is_found_out()
    {
        using var fake = new FakeFfmpeg("exit 1");
        var exception = Assert.Throws<FfmpegException>(() => AudioDecoders.Create(new() { Path = fake.Path }));
        Assert.StartsWith("ffmpeg does not decode a sound that is known: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_it_can_do_is_promised()
    {
        using var fake = new FakeFfmpeg("exit 1");
        var program = FfmpegProgram.Inspect(fake.Path);
        Assert.Equal("0.0-test", program.Version);
        Assert.Equal(["MP3", "FLAC"], program.Formats.Select(format => format.ToString()));
    }

    [Fact]
    public void The_one_of_this_machine_decodes_everything()
    {
        Ffmpeg.SkipUnlessPresent();
        var decoders = AudioDecoders.Default;
        Assert.True(decoders.Ffmpeg.Available, decoders.Ffmpeg.Problem);
        Assert.Equal([.. new WavDecoder().Formats, .. FfmpegFormats.All.Select(format => format.ToString())], decoders.Formats);
    }
}
