using System.Globalization;

namespace CryApi.Audio.Tests;

/// <summary>What a decoding process is given, and what it may use: looked at from outside, in <c>/proc</c>.</summary>
[Collection(nameof(FfmpegLeakTests))]
public class FfmpegProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_limits_and_no_other_environment_no_input_no_file_but_its_own()
    {
        using var fake = new FakeFfmpeg("read line || echo $$; kill -STOP $$");
        await using var other = fake.Start();
        await using var run = fake.Start(new() { TimeoutSeconds = 7.5, MemoryBytes = 123 << 20 });
        var proc = $"/proc/{await ReadLineAsync(run)}";

        Assert.Equal($"DECODER_MEMORY_BYTES={123 << 20}\0", await File.ReadAllTextAsync($"{proc}/environ", Stop));
        Assert.Equal("/", new FileInfo($"{proc}/cwd").LinkTarget);
        var files = Directory.EnumerateFileSystemEntries($"{proc}/fd").Select(path => new FileInfo(path).LinkTarget ?? "").ToArray();
        Assert.All(files, file => Assert.True(file.StartsWith("pipe:", StringComparison.Ordinal) || file == fake.Path || file == "/dev/null", file));

        var limits = (await File.ReadAllLinesAsync($"{proc}/limits", Stop)).Skip(1).ToDictionary(
            line => line[..26].Trim(),
            line => line[26..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]);
        Assert.Equal(["8", "9"], limits["Max cpu time"]);
        Assert.Equal(["0", "0"], limits["Max file size"]);
        Assert.Equal("1", limits["Max core file size"][1]);
        Assert.Equal("1000", (await File.ReadAllTextAsync($"{proc}/oom_score_adj", Stop)).Trim());
        Assert.Equal(["32", "32"], limits["Max open files"]);
        Assert.Equal([.. Enumerable.Repeat((123 << 20).ToString(CultureInfo.InvariantCulture), 2)], limits["Max address space"]);
    }

    [Fact]
    public async Task Its_input_is_a_file_that_cannot_be_changed_and_is_gone_with_the_run()
    {
        using var fake = new FakeFfmpeg("""
            for argument; do
              case "$argument" in
                file:*) path="${argument#file:}";;
              esac
            done
            read line < "$path"
            echo "$path $line"
            { echo changed > "$path"; } 2>/dev/null
            read line < "$path"
            echo "$line"
            kill -STOP $$
            """);
        string path;
        await using (var run = fake.Start(file: "first line\nsecond line\n"u8.ToArray()))
        {
            var said = (await ReadLineAsync(run)).Split(' ', 2);
            path = said[0];
            Assert.Equal("first line", said[1]);
            Assert.Equal("first line", await ReadLineAsync(run));
            Assert.StartsWith("/memfd:", new FileInfo(path).LinkTarget);
        }

        Assert.DoesNotContain("memfd", new FileInfo(path).LinkTarget ?? "");
    }

    [Fact]
    public async Task What_it_has_given_up_itself_it_does_not_get_back()
    {
        using var fake = new FakeFfmpeg("ulimit -n 7; ulimit -t 3; echo $$; kill -STOP $$");
        await using var process = FfmpegProcess.Start(fake.Path, []);
        var proc = $"/proc/{await RunOutput.ReadLineAsync(process.Output, Stop)}";
        process.Limit(20, 512 << 20);
        var limits = await File.ReadAllTextAsync($"{proc}/limits", Stop);
        Assert.Matches(@"Max open files +7 +7 ", limits);
        Assert.Matches(@"Max cpu time +3 +3 ", limits);
    }

    [Fact]
    public async Task Too_much_processor_time_ends_it()
    {
        using var burner = new FakeFfmpeg("while :; do :; done");
        await using var process = FfmpegProcess.Start(burner.Path, []);
        process.Limit(0.5, 512 << 20);
        Assert.Equal(128 + 24, await process.EndAsync(Stop)); // SIGXCPU
    }

    [Fact]
    public async Task Too_much_memory_is_not_given_to_it()
    {
        using var fake = new FakeFfmpeg("a=x; while :; do a=$a$a; done");
        await using var process = FfmpegProcess.Start(fake.Path, []);
        process.Limit(20, 64 << 20);
        Assert.NotEqual(0, await process.EndAsync(Stop));
    }

    [Fact]
    public async Task It_can_write_no_file()
    {
        var target = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        try
        {
            using var fake = new FakeFfmpeg($"echo $$; kill -STOP $$; echo much > {target}");
            await using var process = FfmpegProcess.Start(fake.Path, []);
            process.Limit(20, 512 << 20);
            await RunOutput.WakeAsync(await RunOutput.ReadLineAsync(process.Output, Stop), Stop);
            Assert.NotEqual(0, await process.EndAsync(Stop));
            Assert.True(!File.Exists(target) || new FileInfo(target).Length == 0);
        }
        finally
        {
            File.Delete(target);
        }
    }

    private static Task<string> ReadLineAsync(FfmpegRun run) => RunOutput.ReadLineAsync(run.Output, Stop);
}
