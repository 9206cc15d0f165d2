using System.Diagnostics;

namespace CryApi.Audio.Tests;

/// <summary><c>tools/build-ffmpeg.sh</c>, but for the building, which takes minutes and a network.</summary>
public sealed class BuildFfmpegScriptTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("build-ffmpeg-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Shellcheck_finds_nothing()
    {
        try
        {
            var (code, output) = Run("shellcheck", Script);
            Assert.True(code == 0, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no shellcheck.");
        }
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--nonsense", 2)]
    public void It_says_how_it_is_used(string option, int expected)
    {
        SkipUnlessUnix();
        var (code, output) = Run(Script, option);
        Assert.Equal(expected, code);
        Assert.StartsWith("Usage: tools/build-ffmpeg.sh ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_built_is_not_built_again_and_asks_nobody()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        var before = File.GetLastWriteTimeUtc(MinimalFfmpeg.File);
        var (code, output) = Run(Script);
        Assert.True(code == 0, output);
        Assert.Contains("already built: ", output, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(MinimalFfmpeg.File));
    }

    [Fact]
    public void A_build_whose_binary_was_changed_does_not_count()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        var built = Path.GetDirectoryName(MinimalFfmpeg.File)!;
        File.Copy(Path.Combine(built, "VERSION"), Path.Combine(folder.FullName, "VERSION"));
        File.WriteAllText(Path.Combine(folder.FullName, "ffmpeg"), "another");
        var (code, output) = Run(Script, folder.FullName);
        Assert.Equal(1, code);
        Assert.DoesNotContain("already built", output, StringComparison.Ordinal);
    }

    // A machine that built the decoder has the packages, so that the archive is the first thing missed.
    [Fact]
    public void Without_the_archive_it_fails_and_leaves_nothing()
    {
        MinimalFfmpeg.SkipUnlessBuilt();
        var output = Path.Combine(folder.FullName, "out");
        var (code, text) = Run(Script, output);
        Assert.Equal(1, code);
        Assert.Contains("build-ffmpeg: this failed: apt-get", text, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
    }

    private static string Script => Path.Combine(Repository.Root, "tools", "build-ffmpeg.sh");

    private static void SkipUnlessUnix() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");

    /// <summary>Runs it where nobody answers for the archive, and its temporary files are looked after.</summary>
    private (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = folder.FullName;
        start.Environment["DEBIAN_MIRROR"] = start.Environment["DEBIAN_SECURITY_MIRROR"] = "http://127.0.0.1:1/debian";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
