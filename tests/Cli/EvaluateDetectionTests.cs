using System.Text.Json.Nodes;

namespace CryApi.Cli.Tests;

/// <summary><c>cryapi evaluate</c> with several systems on clips that the program makes itself.</summary>
public sealed class EvaluateDetectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Several_systems_on_the_same_clips()
    {
        await MakeClipsAsync();
        var result = await EvaluateAsync(
            "--system", $"ours={Repository.Models}", "--rival", "energy", "--rival", "always", "--against", "energy", "--slice-by", "sound,origin",
            "--timed-clips", "2", "--report", At("report.json"), "--markdown", At("report.md"), "--scores", At("scores.csv"));
        Assert.True(result.Code == 0, result.Error);

        var report = await ReportAsync();
        Assert.Equal("energy", (string)report["against"]!);
        var systems = report["systems"]!.AsArray();
        Assert.Equal(["ours", "energy", "always"], systems.Select(s => (string)s!["system"]!));
        Assert.Equal(["ours", "always"], report["comparisons"]!.AsArray().Select(c => (string)c!["system"]!));
        Assert.Equal(1, Figure(systems[0]!, "roc_auc"));
        Assert.Equal(0.5, Figure(systems[2]!, "roc_auc"));
        Assert.Equal(1, Figure(systems[2]!, "recall"));
        // Two clips of 3 s without a cry, all called one: 2 in 6 s.
        Assert.Equal(1200, Figure(systems[2]!, "false_alarms_per_hour"));
        Assert.All(systems, s => Assert.True((double)s!["cost"]!["millisecondsPerSecond"]! > 0));
        Assert.Equal(["sound", "origin"], systems[0]!["sliceTables"]!.AsArray().Select(t => (string)t!["column"]!));
        var siren = systems[2]!["sliceTables"]![0]!["slices"]!.AsArray().Single(s => (string)s!["value"]! == "siren")!;
        Assert.Equal(1, (double)siren["calledCry"]!["value"]!);

        var markdown = await File.ReadAllTextAsync(At("report.md"), TestContext.Current.CancellationToken);
        Assert.Contains("| figure | ours | energy | always | trivial rule |", markdown, StringComparison.Ordinal);
        Assert.Contains("| siren | not_cry | 1 | 1 |", markdown, StringComparison.Ordinal);
        Assert.Contains("Differences to energy", result.Output, StringComparison.Ordinal);
        var scores = await File.ReadAllLinesAsync(At("scores.csv"), TestContext.Current.CancellationToken);
        Assert.StartsWith("system,path,origin,group,fold,truth,answer,p_not_cry,p_cry", scores[0], StringComparison.Ordinal);
        Assert.Equal(1 + (3 * 4), scores.Length);
    }

    [Fact]
    public async Task Folds_limit_all_systems_to_the_clips_they_left_out()
    {
        await MakeClipsAsync();
        Copy(Repository.Models, At("folds/fold-0"));
        await File.WriteAllTextAsync(At("folds/fold-0/clips.csv"), "path\ncry.wav\nsiren.wav\n");
        await File.WriteAllTextAsync(At("folds/fold-0/trained.csv"), "path\nchime.wav\n");
        var result = await EvaluateAsync("--system", $"ours={At("folds")}", "--rival", "always", "--timed-clips", "0", "--report", At("report.json"));
        Assert.True(result.Code == 0, result.Error);
        var systems = (await ReportAsync())["systems"]!.AsArray();
        Assert.All(systems, s => Assert.Equal(2, (int)s!["clips"]!));
        Assert.Null(systems[0]!["cost"]);
        Assert.Contains("2 clips are left out", result.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(At("folds/fold-0/trained.csv"), "path\ncry2.wav\n");
        var refused = await EvaluateAsync("--system", $"ours={At("folds")}");
        Assert.Equal(1, refused.Code);
        Assert.Contains("trained on the group a", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("NAME=FOLDER", "--system", "models")]
    [InlineData("instead of", "--system", "a=b", "--folds", "c")]
    [InlineData("elephant", "--rival", "elephant")]
    [InlineData("detection only", "--stage", "classification", "--rival", "energy")]
    [InlineData("none of the systems", "--rival", "energy", "--against", "x")]
    [InlineData("no column x", "--slice-by", "x")]
    [InlineData("Two systems", "--rival", "energy", "--rival", "energy")]
    [InlineData("--timed-clips", "--timed-clips", "-1")]
    public async Task What_makes_no_sense_is_told(string words, params string[] arguments)
    {
        await File.WriteAllTextAsync(At("manifest.csv"), "path,origin,group,detect_label\ncry.wav,o,g,cry\n");
        var result = await EvaluateAsync(arguments);
        Assert.Equal(1, result.Code);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private async Task MakeClipsAsync()
    {
        await Cry.RunAsync("synth", "cry", "siren", "chime", "-o", _folder, "--seconds", "3");
        await Cry.RunAsync("synth", "cry", "-o", At("other"), "--seconds", "3", "--seed", "5");
        File.Move(At("other/cry.wav"), At("cry2.wav"));
        await File.WriteAllTextAsync(
            At("manifest.csv"),
            "path,origin,group,detect_label,sound\ncry.wav,synth,a,cry,cry\ncry2.wav,synth,a,cry,cry\nsiren.wav,synth,b,not_cry,siren\nchime.wav,synth,c,not_cry,chime\n");
    }

    private Task<Cry.Result> EvaluateAsync(params string[] arguments) => Cry.RunAsync(["evaluate", _folder, .. arguments]);

    private async Task<JsonNode> ReportAsync() => JsonNode.Parse(await File.ReadAllTextAsync(At("report.json")))!;

    private static double Figure(JsonNode report, string name) =>
        (double)report["figures"]!.AsArray().Single(f => (string)f!["name"]! == name)!["value"]!;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private string At(string name) => Path.Combine(_folder, name);
}
