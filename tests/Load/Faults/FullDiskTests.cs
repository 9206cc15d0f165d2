using System.ComponentModel;
using System.Diagnostics;

namespace CryApi.Load.Tests;

/// <summary>The disk for temporary files is full from before the start on.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Title = "The disk for temporary files is full";
    private const int Order = 18;

    // In a mount namespace of the service's own: a file system of 64 KiB and five files, filled up; it goes when the service does.
    private const string Script =
        "mount -t tmpfs -o size=64k,nr_inodes=6 full \"$0\" && { i=0; while touch \"$0/$i\"; do i=$((i+1)); done; head -c 1000000 /dev/zero > \"$0/0\"; } 2>/dev/null; "
        + "exec \"$@\"";

    [Fact]
    public async Task Nothing_is_needed_there()
    {
        var folder = Directory.CreateTempSubdirectory("cryapi-full-");
        try
        {
            Report.SkipWhen(Order, Title, !CanMount(folder.FullName), "No file system can be mounted in a namespace here.");
            await RunAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder)
    {
        var deck = RequestMix.Mixed;
        await using var bench = await LoadBench.StartAsync(deck, new ServiceStart
        {
            Wrapper = ["unshare", "--mount", "sh", "-c", Script, folder],
            Temporary = folder,
        });
        // As the service sees it.
        var seen = FormattableString.Invariant($"/proc/{bench.Service.Id}/root{folder}");
        var isFull = false;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(seen, "one-more"), "a byte");
        }
        catch (IOException)
        {
            isFull = true;
        }

        using var client = new LoadClient(bench.Address);
        var run = await new ClosedLoop(2).RunAsync("with a full disk", client, deck, LoadScale.Seconds(30, 2));
        var section = new Section(Order, Title)
            .Must("the disk is full, as the service sees it", $"{Directory.GetFiles(seen).Length} files", isFull)
            .MustKeepContract(run)
            .Must("nothing is shed", $"{run.Count(answer => answer.IsShed)} of {run.Samples.Count}", run.Count(answer => answer.IsShed) == 0);

        // And there is room again.
        foreach (var file in Directory.GetFiles(seen))
            File.Delete(file);
        var after = await section.MustRecoverAsync(bench, deck);
        section.Runs(run, after).MustNotComplain(bench).Finish(output);
    }

    private static bool CanMount(string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "mount", "-t", "tmpfs", "full", folder]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
