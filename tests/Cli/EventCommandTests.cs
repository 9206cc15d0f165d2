using System.Text.Json.Nodes;

namespace CryApi.Cli.Tests;

/// <summary>Scenes made, listened to and measured by the program, from the outside.</summary>
public sealed class EventCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-events-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_of_made_scenes_are_found_and_measured()
    {
        Assert.Equal(0, (await Cry.RunAsync("synth", "scenes", "-o", _folder, "--count", "6", "--seed", "4")).Code);
        var result = await Cry.RunAsync("evaluate", _folder, "--stage", "events", "--report", At("report.json"), "--scores", At("events-found.csv"));
        Assert.Equal(0, result.Code);
        Assert.Contains("event_f1", result.Output, StringComparison.Ordinal);

        var report = JsonNode.Parse(await File.ReadAllTextAsync(At("report.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(6, (int)report["clips"]!);
        Assert.InRange(Value(report, "event_f1"), 0.85, 1);
        Assert.InRange(Value(report, "onset_error_median_seconds"), 0, 0.5);
        Assert.InRange(Value(report, "offset_error_median_seconds"), 0, 0.5);
        var rows = await File.ReadAllLinesAsync(At("events-found.csv"), TestContext.Current.CancellationToken);
        var events = await File.ReadAllLinesAsync(At("events.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(events.Length - 1, rows.Count(r => r.Contains(",true,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Options_change_what_is_found()
    {
        Assert.Equal(0, (await Cry.RunAsync("synth", "scenes", "-o", _folder, "--count", "2", "--seed", "4")).Code);
        string[] files = [.. Directory.GetFiles(_folder, "*.wav").Order()];
        var asIs = await Found(["detect", "--json", .. files]);
        var joined = await Found(["detect", "--json", "--gap", "60", .. files]);
        Assert.All(joined, events => Assert.InRange(events.Count, 0, 1));
        Assert.True(asIs.Sum(e => e.Count) > joined.Sum(e => e.Count));
    }

    [Theory]
    [InlineData("--off-share", "0")]
    [InlineData("--off-share", "NaN")]
    [InlineData("--trim", "-1")]
    [InlineData("--gap", "61")]
    [InlineData("--min-event", "x")]
    public async Task Options_out_of_range_are_refused(string option, string value)
    {
        var result = await Cry.RunAsync("detect", option, value, "x.wav");
        Assert.NotEqual(0, result.Code);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_an_unknown_clip_are_told_in_one_line()
    {
        await File.WriteAllTextAsync(At("manifest.csv"), "path,group\na.wav,g\n");
        await File.WriteAllTextAsync(At("events.csv"), "path,start_seconds,end_seconds\nb.wav,1,2\n");
        await Refused("b.wav");
        await File.WriteAllTextAsync(At("events.csv"), "path,start_seconds,end_seconds\na.wav,2,1\n");
        await Refused("a.wav");
    }

    private async Task Refused(string words)
    {
        var result = await Cry.RunAsync("evaluate", _folder, "--stage", "events");
        Assert.Equal(1, result.Code);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    private static async Task<JsonArray[]> Found(string[] arguments) =>
        [.. (await Cry.RunAsync(arguments)).Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!["answer"]!["events"]!.AsArray())];

    private static double Value(JsonNode report, string name) =>
        (double)report["figures"]!.AsArray().Single(f => (string)f!["name"]! == name)!["value"]!;

    private string At(string name) => Path.Combine(_folder, name);
}
