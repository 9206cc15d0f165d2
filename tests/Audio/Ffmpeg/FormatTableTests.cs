namespace CryApi.Audio.Tests;

/// <summary>What is decoded stands in one table, and everybody tells the same.</summary>
public class FormatTableTests
{
    [Fact]
    public void The_README_lists_what_is_decoded()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .SkipWhile(line => line != "## What it reads")
            .SkipWhile(line => !line.StartsWith("- ", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal))
            .Select(line => line[2..]);
        Assert.Equal([.. new WavDecoder().Formats, .. FfmpegFormats.All.Select(format => format.ToString())], lines);
    }

    [Fact]
    public void Every_container_belongs_to_one_format_and_every_format_to_its_sniffer()
    {
        var containers = FfmpegFormats.All.SelectMany(format => format.Containers).ToArray();
        Assert.Equal(containers.Distinct(), containers);
        Assert.All(FfmpegFormats.All, format => Assert.NotEmpty(format.Codecs));
    }
}
