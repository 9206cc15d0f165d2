using System.Diagnostics;

namespace CryApi.Audio.Tests;

/// <summary>The sandbox inside the decoder, <c>tools/ffmpeg/sandbox.c</c>: in the built decoder, and around a program that tries to get out.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sandbox-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_decoder_writes_no_file()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        var output = Path.Combine(folder.FullName, "out.wav");
        var (code, _, errors) = MinimalFfmpeg.Run("-i", Clip(1), "-c:a", "pcm_f32le", "-f", "wav", "-y", output);
        Assert.NotEqual(0, code);
        Assert.Contains($"{output}: Operation not permitted", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void The_decoder_reads_no_second_file()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        var (first, second) = (Clip(1), Clip(1));
        var (code, output, errors) = MinimalFfmpeg.Run("-i", first, "-i", second, "-map", "1:a:0", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1");
        Assert.NotEqual(0, code);
        Assert.Contains($"{second}: Operation not permitted", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void The_decoder_still_says_why_its_input_cannot_be_opened()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        var (code, _, errors) = MinimalFfmpeg.Decode(Path.Combine(folder.FullName, "absent"));
        Assert.NotEqual(0, code);
        Assert.Contains("No such file or directory", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_filters_the_decoders_calls()
    {
        MinimalFfmpeg.SkipUnlessSandboxed();
        SkipUnlessFiltered();

        // More than a pipe holds and nobody reads: the decoder stands still, with all that it ever has.
        using var process = MinimalFfmpeg.Start("-i", Clip(1_000_000), "-c:a", "pcm_f32le", "-f", "wav", "pipe:1");
        Assert.Equal('R', process.StandardOutput.BaseStream.ReadByte());
        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        process.Kill();
        process.WaitForExit();
        Assert.Contains("Seccomp:\t2", status);
        Assert.Contains("NoNewPrivs:\t1", status);
        Assert.Contains("Threads:\t1", status);
    }

    [Fact]
    public void Code_inside_can_use_the_input_and_memory_and_nothing_else()
    {
        SkipUnlessFiltered();
        var free = Probe([]);
        Assert.SkipWhen(free is null, "There is no gcc.");
        Assert.True(free.Length > 20);
        Assert.All(free, line => Assert.EndsWith(" done", line, StringComparison.Ordinal));

        var boxed = Probe(["-Wl,--wrap=open64,--wrap=fstat64", Path.Combine(Repository.Root, "tools", "ffmpeg", "sandbox.c")]);
        Assert.Equal(free.Select(line => line[0] == '-' ? line.Replace(" done", " refused", StringComparison.Ordinal) : line), boxed);
    }

    private static void SkipUnlessFiltered() =>
        Assert.SkipUnless(
            File.Exists("/proc/self/status") && File.ReadAllText("/proc/self/status").Contains("\nSeccomp:", StringComparison.Ordinal),
            "The kernel has no seccomp.");

    private string Clip(int samples)
    {
        var file = Path.Combine(folder.FullName, Path.GetRandomFileName());
        File.WriteAllBytes(file, WavBytes.Pcm16(new short[samples]).Build());
        return file;
    }

    /// <summary>Compiles the probe and runs it: a line for each thing it tried. Null without a compiler.</summary>
    private string[]? Probe(string[] with)
    {
        var program = Path.Combine(folder.FullName, "probe");
        var source = Path.Combine(Repository.Root, "tests", "Audio", "sandbox-probe.c");
        try
        {
            Assert.Equal("", Run("gcc", ["-std=gnu11", "-O2", "-D_FILE_OFFSET_BITS=64", "-o", program, source, .. with]));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        return Run(program, ["-i", Clip(1), Clip(1), Path.Combine(folder.FullName, Path.GetRandomFileName())]).TrimEnd().Split('\n');
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
