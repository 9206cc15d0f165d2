namespace CryApi.Audio.Tests;

/// <summary>What no file can change: the command line.</summary>
public class FfmpegArgumentsTests
{
    public static TheoryData<string> Formats { get; } = [.. FfmpegFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Demuxer_codecs_protocols_and_threads_are_fixed_before_the_input(string name)
    {
        var format = FfmpegFormats.All.Single(format => format.Name == name);
        foreach (var arguments in new[] { FfmpegArguments.Decode(format, "/proc/1/fd/2"), FfmpegArguments.CopyToAmr(format, "/proc/1/fd/2") })
        {
            var input = Array.IndexOf(arguments, "-i");
            Assert.Equal("file:/proc/1/fd/2", arguments[input + 1]);
            var before = arguments[..input];
            Assert.Contains("-nostdin", before);
            Assert.Equal("file,pipe", After(before, "-protocol_whitelist"));
            Assert.Equal(format.Demuxer, After(before, "-format_whitelist"));
            Assert.Equal(format.Demuxer, After(before, "-f"));
            Assert.Equal(format.Decoders, After(before, "-codec_whitelist"));
            Assert.Equal(("1", "1"), (After(before, "-threads"), After(before, "-filter_threads")));
            Assert.Single(arguments, argument => argument == "-i");
            Assert.Equal("pipe:1", arguments[^1]);
        }
    }

    private static string After(string[] arguments, string option) => arguments[Array.IndexOf(arguments, option) + 1];
}
