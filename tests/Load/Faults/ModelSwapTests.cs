using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryApi.Load.Tests;

/// <summary>The folder of the models is damaged, mended, taken away and replaced while requests flow.</summary>
public sealed partial class ModelSwapTests(ITestOutputHelper output)
{
    private const string NewVersion = "9.9.9";
    private const double MostMemory = 600;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_broken_bundle_is_refused_and_a_good_one_takes_over()
    {
        await LearnAsync();
        var deck = new RequestDeck([.. RequestMix.Wavs.Requests.Select(request => request with { AlsoExpected = WithVersion(request.Expected!, NewVersion) })], 9);
        using var folder = new BundleFolder();
        await using var bench = await LoadBench.StartAsync(deck, new ServiceStart { Settings = [$"Models:Path={folder.Path}", "Models:WatchSeconds=0.2"] });
        using var client = new LoadClient(bench.Address);
        await using var watch = new ServiceWatch(bench.Service.Id, TimeSpan.FromSeconds(0.5));
        using var done = new CancellationTokenSource();
        var running = new ClosedLoop(2).RunAsync("while models change", client, deck, TimeSpan.FromMinutes(10), done.Token);
        var (refused, loaded) = (new List<string>(), 0);
        for (var round = 0; round < LoadScale.Count(10, 1); round++)
        {
            await RefusedAsync("a byte changed", () => folder.Corrupt("classifier.onnx"));
            await RefusedAsync("a model cut off", () => File.WriteAllBytes(folder.File("detector.onnx"), [1, 2, 3]));
            await RefusedAsync("the manifest gone", () => File.Delete(folder.File("manifest.json")));
            await RefusedAsync("a manifest that is none", () => File.WriteAllText(folder.File("manifest.json"), "{"));

            folder.Repair();
            folder.SetVersion(NewVersion);
            await UntilAsync(bench, version => version == NewVersion);
            folder.Repair();
            await UntilAsync(bench, version => version == BundleFolder.Shipped);
            loaded += 2;
        }

        await done.CancelAsync();
        var run = await running;
        var section = new Section(20, "Models are swapped and corrupted while they serve")
            .Say($"Refused, while the models in use went on: {string.Join(", ", refused.Distinct())}; {refused.Count} in all. Swapped {loaded} times; an answer of both bundles at once would be a breach. Resident {watch.Memory[0].Own:F0} MB at first, {watch.Memory.Max(point => point.Own):F0} at most, {watch.Memory[^1].Own:F0} at the end.")
            .MustKeepContract(run)
            .MustWhenQuiet("memory, with two bundles at once", $"at most {watch.Memory.Max(point => point.Own):F0} MB, {MostMemory} allowed", watch.Memory.Max(point => point.Own) < MostMemory)
            .Must("nothing is shed", $"{run.Count(answer => answer.IsShed)} of {run.Samples.Count}", run.Count(answer => answer.IsShed) == 0);
        var after = await section.MustRecoverAsync(bench, RequestMix.Wavs);
        section.Runs(run, after).Finish(output);

        async Task RefusedAsync(string what, Action damage)
        {
            var before = await RefusalsAsync(bench);
            damage();
            for (var tries = 0; await RefusalsAsync(bench) == before; tries++)
            {
                Assert.True(tries < 600, $"Nothing was refused: {what}");
                await Task.Delay(100);
            }

            Assert.Equal(BundleFolder.Shipped, await VersionAsync(bench));
            refused.Add(what);
        }
    }

    private static async Task LearnAsync()
    {
        await using var bench = await LoadBench.StartAsync(RequestMix.Wavs);
    }

    private static async Task<double> RefusalsAsync(LoadBench bench) =>
        (await ServiceMetrics.OfAsync(bench.Address)).Sum("cryapi_model_reloads_total", "result=\"refused\"");

    private static async Task UntilAsync(LoadBench bench, Func<string?, bool> isThere)
    {
        using var clock = new CancellationTokenSource(s_patience);
        while (!isThere(await VersionAsync(bench)))
            await Task.Delay(100, clock.Token);
    }

    private static async Task<string?> VersionAsync(LoadBench bench)
    {
        using var client = new HttpClient { BaseAddress = bench.Address };
        using var models = JsonDocument.Parse(await client.GetStringAsync("/models"));
        return models.RootElement.GetProperty("version").GetString();
    }

    /// <summary>The same answer by models that call themselves another version.</summary>
    private static Reference WithVersion(Reference reference, string version) => reference with
    {
        Body = Encoding.UTF8.GetBytes(Version.Replace(Encoding.UTF8.GetString(reference.Body), $"\"version\":\"{version}\"")),
    };

    [GeneratedRegex("\"version\":\"[^\"]*\"")]
    private static partial Regex Version { get; }
}
