using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests;

/// <summary>The service as nobody in particular, on a file system that nobody can write to: what a container with a read-only root is.</summary>
public sealed class ReadOnlyTests
{
    // All mounts of a namespace of its own become read-only, then the user's rights go; 97 tells of a place that can still be written to.
    // A mount that refuses is told, and found afterwards in what the process sees.
    private const string Script = """
        for mount in $(awk '{ print $5 }' /proc/self/mountinfo | sort -r); do mount -o remount,bind,ro "$mount" || :; done
        for folder in /tmp /var/tmp /dev/shm "$PWD" "$HOME"; do
          if touch "$folder/cryapi-probe" 2>/dev/null; then rm "$folder/cryapi-probe"; exit 97; fi
        done
        exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
        """;

    private static readonly string[] Wrapper = ["unshare", "--mount", "sh", "-c", Script, "sh"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_without_a_place_to_write_to_and_without_rights()
    {
        SkipUnlessAllowed();
        await using var service = await ServiceProcess.StartAsync(new ServiceStart { Wrapper = Wrapper });
        var status = await File.ReadAllLinesAsync(FormattableString.Invariant($"/proc/{service.Id}/status"), Stop);
        Assert.Contains("Uid:\t65534\t65534\t65534\t65534", status);
        Assert.Contains("Groups:\t ", status);
        Assert.Contains("CapEff:\t0000000000000000", status);
        Assert.Contains("NoNewPrivs:\t1", status);
        var mounts = MountPoint.Of(service.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Contains(mounts, mount => mount.Folder == "/");
        Assert.DoesNotContain(mounts, mount => mount.CanBeWrittenTo);

        // Here, where this test keeps its files, there is one; so it would have been seen.
        Assert.Contains(MountPoint.Of("self"), mount => mount.CanBeWrittenTo);

        using var client = new HttpClient { BaseAddress = service.Address };
        var cry = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "samples", "cry.wav"), Stop);
        Assert.Equal("wav", await ContainerAsync(client, cry));
        Assert.Empty(service.Complaints);

        var ready = JsonNode.Parse(await client.GetStringAsync("/health/ready", Stop))!;
        Assert.SkipUnless(ready["decoder"]!["available"]!.GetValue<bool>(), "WAV was answered; there is no decoder for other formats here.");
        Assert.Equal("m4a", await ContainerAsync(client, EncodedClip.Named("m4a-aac").EncodeOrSkip(cry)));
        Assert.Empty(service.Complaints);
    }

    private static async Task<string> ContainerAsync(HttpClient client, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var response = await client.PostAsync("/analyze", content, Stop);
        var answer = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, answer);
        Assert.Equal("cry", JsonNode.Parse(answer)!["outcome"]!.GetValue<string>());
        return JsonNode.Parse(answer)!["audio"]!["container"]!.GetValue<string>();
    }

    /// <summary>Skips where namespaces are not to be had, or where the other user can't reach the program.</summary>
    private static void SkipUnlessAllowed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mount namespaces are Linux's.");
        string[] probe = [.. Wrapper[1..], "test", "-r", AppContext.BaseDirectory];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Wrapper[0], probe) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.SkipUnless(process.ExitCode == 0, $"This machine has no read-only place for another user ({process.ExitCode}): {error.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("unshare is not on the PATH.");
        }
    }
}
