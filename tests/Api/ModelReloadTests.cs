using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryApi.Api.Tests;

/// <summary>The folder of the models changes while the real service serves. Each look at the folder is made by the test.</summary>
public sealed class ModelReloadTests : IAsyncDisposable
{
    private static readonly byte[] s_cry = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    private readonly BundleFolder _folder = new();
    private readonly LogKeeper _log = new();
    private readonly WebApplicationFactory<Program> _service;
    private readonly HttpClient _client;

    public ModelReloadTests()
    {
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Models:Path", _folder.Path)
            .UseSetting("Models:WatchSeconds", "86400")
            .UseSetting("Classification:Prior", "hungry:0.5")
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(_log)));
        _client = _service.CreateClient();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Clients_that_ask_all_the_time_see_one_bundle_or_the_other_and_no_failure()
    {
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var seen = new List<string>();
            while (!enough.IsCancellationRequested)
                seen.Add(await AskAsync());
            return seen;
        }, Stop)).ToArray();

        for (var swap = 1; swap <= 6; swap++)
        {
            _folder.SetVersion($"7.0.{swap}");
            Look(times: 2);
            Assert.Equal($"7.0.{swap}", (string)(await ModelsAsync())["version"]!);
            await AskAsync();
        }

        await enough.CancelAsync();
        var versions = (await Task.WhenAll(clients)).SelectMany(seen => seen).ToArray();
        Assert.True(versions.Distinct().Count() >= 2, $"{versions.Length} answers, all of {versions[0]}");
        Assert.Empty(_log.Complaints);
    }

    [Fact]
    public async Task A_bundle_is_taken_when_it_has_stayed_the_same_for_one_more_look()
    {
        var before = await ReloadAsync();
        Assert.True((bool)before["watching"]!);
        Assert.Null(before["lastProblem"]);
        Look(times: 3);
        Assert.Equal((string)before["loadedAt"]!, (string)(await ReloadAsync())["loadedAt"]!);

        _folder.SetVersion("7.0.0");
        Look();
        Assert.Equal(BundleFolder.Shipped, (string)(await ModelsAsync())["version"]!);
        Look();
        var after = await ModelsAsync();
        Assert.Equal("7.0.0", (string)after["version"]!);
        Assert.NotEqual((string)before["loadedAt"]!, (string)after["reload"]!["loadedAt"]!);
        Assert.Contains(_log.Lines, line => line.Contains("7.0.0 are in use now", StringComparison.Ordinal));
        Assert.Equal(1, Counted("loaded"));
    }

    [Theory]
    [InlineData("its sha256 is")]
    [InlineData("is no valid manifest")]
    [InlineData("detector.onnx can't be read")]
    [InlineData("the manifest says [-1, 1000]")]
    [InlineData("Classification:Prior must name types among")]
    [InlineData("has no manifest")]
    public async Task A_broken_bundle_is_refused_and_told_and_the_old_one_goes_on_until_it_is_repaired(string reason)
    {
        Look(times: 3);
        var before = await ReloadAsync();
        Break(reason);
        Look(times: 4);

        var models = await ModelsAsync();
        Assert.Equal(BundleFolder.Shipped, (string)models["version"]!);
        Assert.Contains(reason, (string)models["reload"]!["lastProblem"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, (string)models["reload"]!["lastProblem"]!, StringComparison.Ordinal);
        Assert.Equal((string)before["loadedAt"]!, (string)models["reload"]!["loadedAt"]!);
        Assert.Contains(reason, Assert.Single(_log.Complaints), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", _log.Complaints.Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/ready", Stop)).StatusCode);
        await AskAsync();
        Assert.Equal(1, Counted("refused"));

        // The same content as before: nothing is loaded, but the problem is over.
        _folder.Repair();
        Look(times: 2);
        Assert.Equal(before.ToJsonString(), (await ReloadAsync()).ToJsonString());

        _folder.SetVersion("7.0.0");
        Look(times: 2);
        Assert.Equal("7.0.0", (string)(await ModelsAsync())["version"]!);
        await AskAsync();
        Assert.Single(_log.Complaints);
    }

    [Fact]
    public async Task A_bundle_that_is_copied_slowly_is_taken_when_all_of_it_is_there()
    {
        Look(times: 2);
        foreach (var file in Directory.GetFiles(_folder.Path, "*.onnx"))
            File.Delete(file);
        _folder.SetVersion("7.0.0");
        Look();
        foreach (var name in (string[])["embedding.onnx", "detector.onnx", "classifier.onnx"])
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Repository.Models, name), Stop);
            await File.WriteAllBytesAsync(_folder.File(name), bytes[..(bytes.Length / 2)], Stop);
            Look();
            await File.WriteAllBytesAsync(_folder.File(name), bytes, Stop);
            Look();
        }

        // It never stood still, so nothing was refused.
        Assert.Empty(_log.Complaints);
        Look();
        Assert.Equal("7.0.0", (string)(await ModelsAsync())["version"]!);
    }

    [Fact]
    public async Task A_bundle_whose_copying_stands_still_is_refused_once_and_taken_later()
    {
        Look(times: 2);
        File.Delete(_folder.File("classifier.onnx"));
        _folder.SetVersion("7.0.0");
        Look(times: 4);
        Assert.Contains("classifier.onnx", Assert.Single(_log.Complaints), StringComparison.Ordinal);
        Assert.Equal(BundleFolder.Shipped, (string)(await ModelsAsync())["version"]!);

        File.Copy(Path.Combine(Repository.Models, "classifier.onnx"), _folder.File("classifier.onnx"));
        Look(times: 2);
        Assert.Equal("7.0.0", (string)(await ModelsAsync())["version"]!);
        Assert.Null((await ReloadAsync())["lastProblem"]);
        Assert.Single(_log.Complaints);
    }

    [Fact]
    public async Task Files_that_are_touched_or_added_are_no_new_bundle()
    {
        Look(times: 2);
        var before = (await ReloadAsync()).ToJsonString();
        File.SetLastWriteTimeUtc(_folder.File("classifier.onnx"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Look(times: 2);
        await File.WriteAllTextAsync(_folder.File("NOTES"), "…", Stop);
        Look(times: 2);
        Assert.Equal(before, (await ReloadAsync()).ToJsonString());
        Assert.DoesNotContain(_log.Lines, line => line.Contains("are in use now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_with_other_types_can_be_loaded_where_no_prior_names_them()
    {
        _folder.Edit(manifest => manifest["stages"]!["classifier"]!["labels"]![0] = "colic");
        Look(times: 2);
        var answer = await (await _client.PostAudioAsync("/classify?prior=colic:0.9", s_cry)).JsonAsync();
        Assert.Equal(0.9, (double)answer["calibrated"]!["prior"]!["colic"]!);
        await (await _client.PostAudioAsync("/classify?prior=belly_pain:0.9", s_cry)).ShouldBeAsync(400, "invalid_parameter");
    }

    private void Break(string reason)
    {
        switch (reason)
        {
            case "its sha256 is":
                _folder.Corrupt("classifier.onnx");
                break;
            case "is no valid manifest":
                File.WriteAllText(_folder.File("manifest.json"), "{\"schemaVersion\":");
                break;
            case "detector.onnx can't be read":
                File.Delete(_folder.File("detector.onnx"));
                break;
            case "the manifest says [-1, 1000]":
                _folder.Edit(manifest => manifest["stages"]!["embedding"]!["output"]!["shape"]![1] = 1000);
                break;
            case "Classification:Prior must name types among":
                _folder.Edit(manifest => manifest["stages"]!["classifier"]!["labels"]![3] = "starving");
                break;
            default:
                Directory.Delete(_folder.Path, recursive: true);
                break;
        }
    }

    private void Look(int times = 1)
    {
        var watch = _service.Services.GetServices<IHostedService>().OfType<ModelsWatch>().Single();
        for (var i = 0; i < times; i++)
            watch.Look(_service.Services.GetRequiredService<ModelSource>(), _service.Services.GetRequiredService<SwappablePipeline>());
    }

    private async Task<JsonObject> ModelsAsync() => await (await _client.GetAsync("/models", Stop)).JsonAsync();

    private async Task<JsonNode> ReloadAsync() => (await ModelsAsync())["reload"]!;

    /// <summary>Analyses a cry and gives the version of the models, which must be one.</summary>
    private async Task<string> AskAsync()
    {
        using var response = await _client.PostAudioAsync("/analyze?detectionThreshold=0", s_cry);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.JsonAsync();
        var detector = (string)answer["detection"]!["model"]!["version"]!;
        var classifier = (string)answer["classification"]!["model"]!["version"]!;
        Assert.True(detector == classifier || (detector, classifier) == s_shipped, $"{detector} and {classifier}");
        return detector;
    }

    private static readonly (string, string) s_shipped = Shipped();

    private static (string, string) Shipped()
    {
        var stages = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Models, "manifest.json")))!["stages"]!;
        return ((string)stages["detector"]!["version"]!, (string)stages["classifier"]!["version"]!);
    }

    /// <summary>Of this service: <c>/metrics</c> tells here what another of the same process counts, as it knows meters by their names.</summary>
    private double Counted(string result) => Gauges.Read(_service.Services.GetRequiredService<IMeterFactory>())[$"cryapi.model.reloads {result}"];
}
