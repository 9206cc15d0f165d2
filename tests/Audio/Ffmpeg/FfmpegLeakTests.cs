namespace CryApi.Audio.Tests;

/// <summary>Nothing is left of a decoding, whatever became of it. Alone, as it counts what the test process has open.</summary>
[CollectionDefinition(nameof(FfmpegLeakTests), DisableParallelization = true)]
[Collection(nameof(FfmpegLeakTests))]
public class FfmpegLeakTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exit 1", 60)]
    [InlineData("kill -STOP $$", 60)]
    [InlineData("while :; do echo more; echo more >&2; done", 60)]
    public async Task No_file_and_no_process_is_left(string body, int patienceMilliseconds)
    {
        using var fake = new FakeFfmpeg(body);
        await RunAsync(fake, patienceMilliseconds);
        var (files, children) = (OpenFiles(), Children());
        for (var i = 0; i < 10; i++)
            await RunAsync(fake, patienceMilliseconds);
        Assert.Equal(children, Children());

        // A few may be opened by the runtime meanwhile; ten runs have thirty pipes and ten memory files.
        Assert.InRange(OpenFiles(), 0, files + 5);
    }

    private static async Task RunAsync(FakeFfmpeg fake, int patienceMilliseconds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(patienceMilliseconds);
        try
        {
            await using var source = await FfmpegSource.OpenAsync(fake.Start(), new(), patience.Token);
            Assert.Fail("There is nothing to read.");
        }
        catch (Exception exception) when (exception is AudioException or OperationCanceledException)
        {
            // One of the two: it ends, or is given up.
        }
    }

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static int Children() => Directory.EnumerateDirectories("/proc/self/task")
        .Sum(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
}
