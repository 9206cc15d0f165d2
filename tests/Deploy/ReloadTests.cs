using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests;

/// <summary>Models that are exchanged while the service, a process of its own, serves.</summary>
public sealed partial class ReloadTests(ITestOutputHelper output)
{
    private const int Reloads = 30;

    private const int First = 10;

    // Loading takes some 100 MiB for a moment; where the C library kept it, the process grew by 400 MiB in as many reloads.
    private const double MostGrowthMiB = 120;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] s_cry = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_clients_lose_nothing_and_memory_does_not_grow_over_many_reloads()
    {
        using var folder = new BundleFolder();
        await using var service = await ServiceProcess.StartAsync(new ServiceStart
        {
            Settings = [$"Models:Path={folder.Path}", "Models:WatchSeconds=0.1", "Shutdown:DrainSeconds=0"],
        });
        using var client = new HttpClient { BaseAddress = service.Address };
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var versions = new HashSet<string>();
            var answers = 0;
            for (; !enough.IsCancellationRequested; answers++)
                versions.Add(await AskAsync(client));
            return (answers, versions);
        }, Stop)).ToArray();

        var memory = new List<double>();
        for (var i = 1; i <= Reloads; i++)
        {
            var version = $"7.0.{i}";
            folder.SetVersion(version);
            await UntilAsync(client, version);
            memory.Add(ProcessState.Of(service.Id, Path.GetTempPath()).ResidentBytes / 1048576.0);
        }

        await enough.CancelAsync();
        var seen = await Task.WhenAll(clients);
        var (early, late) = (memory.Skip(First / 2).Take(First).Average(), memory.TakeLast(First).Average());
        output.WriteLine(FormattableString.Invariant(
            $"{Reloads} reloads, {seen.Sum(one => one.answers)} answers of {seen.SelectMany(one => one.versions).Distinct().Count()} versions; resident {early:F0} MiB after reloads 6 to 15, {late:F0} MiB after the last ten, at most {memory.Max():F0} MiB."));
        Assert.All(seen, one => Assert.True(one.versions.Count >= 2));
        Assert.InRange(late - early, double.NegativeInfinity, MostGrowthMiB);
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_may_be_exchanged_and_one_that_is_gone_does_not_end_the_service()
    {
        using var first = new BundleFolder();
        using var second = new BundleFolder();
        second.SetVersion("7.0.0");
        var link = Path.Combine(Directory.CreateTempSubdirectory("cryapi-link-").FullName, "models");
        Directory.CreateSymbolicLink(link, first.Path);
        try
        {
            await using var service = await ServiceProcess.StartAsync(new ServiceStart
            {
                Settings = [$"Models:Path={link}", "Models:WatchSeconds=0.1", "Shutdown:DrainSeconds=0"],
            });
            using var client = new HttpClient { BaseAddress = service.Address };
            Directory.CreateSymbolicLink(link + ".new", second.Path);
            _ = Rename(link + ".new", link);
            await UntilAsync(client, "7.0.0");

            File.Delete(link);
            await UntilAsync(client, models => models["reload"]!["lastProblem"] is not null);
            Assert.Equal("7.0.0", await AskAsync(client));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Stop)).StatusCode);
            Assert.Contains("has no manifest", Assert.Single(service.Complaints), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(link)!, recursive: true);
        }
    }

    /// <summary>File.Move follows links; what replaces a link in one step is rename(2).</summary>
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    private static Task UntilAsync(HttpClient client, string version) => UntilAsync(client, models => (string?)models["version"] == version);

    private static async Task UntilAsync(HttpClient client, Func<JsonNode, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(s_patience);
        while (!condition(JsonNode.Parse(await client.GetStringAsync("/models", patience.Token))!))
            await Task.Delay(20, patience.Token);
    }

    /// <summary>Analyses a cry and gives the version of the models, which must be one but for those that shipped.</summary>
    private static async Task<string> AskAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/analyze?detectionThreshold=0", new ByteArrayContent(s_cry), Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;
        var detector = (string)answer["detection"]!["model"]!["version"]!;
        var classifier = (string)answer["classification"]!["model"]!["version"]!;
        Assert.Equal(detector.StartsWith("7.", StringComparison.Ordinal), classifier.StartsWith("7.", StringComparison.Ordinal));
        if (detector.StartsWith("7.", StringComparison.Ordinal))
            Assert.Equal(detector, classifier);
        return detector;
    }
}
