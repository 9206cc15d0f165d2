using System.Text.Json.Nodes;

namespace CryApi.Cli.Tests;

/// <summary><c>cryapi evaluate --stage classification</c> with classifiers whose answers are known, on six clips of four groups.</summary>
public sealed class EvaluateClassificationTests : IDisposable
{
    private static readonly (string Clip, string Origin, string Group, string Type)[] Clips =
    [
        ("a", "p", "g1", "hungry"), ("b", "p", "g1", "hungry"), ("c", "p", "g2", "tired"),
        ("d", "q", "g3", "hungry"), ("e", "q", "g4", "tired"), ("f", "q", "g4", "burping"),
    ];

    private static readonly (string, float)[] Three = [("burping", 0.25f), ("hungry", 0.5f), ("tired", 0.25f)];
    private static readonly (string, float)[] Two = [("tired", 0.75f), ("hungry", 0.25f)];

    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-types-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_repeat_judges_each_clip_by_the_bundle_kept_from_it()
    {
        await MakeClipsAsync();
        Fold("folds/repeat-0/fold-0", "abc", [("burping", 0.125f), ("hungry", 0.625f), ("tired", 0.25f)]);
        Fold("folds/repeat-0/fold-1", "def", Three);
        Fold("folds/repeat-1/fold-0", "def", [("burping", 0.25f), ("hungry", 0.25f), ("tired", 0.5f)]);
        Fold("folds/repeat-1/fold-1", "abc", Three);
        var (result, report) = await ReportAsync("--folds", At("folds"), "--scores", At("scores.csv"));
        Assert.Contains("2 repeats", (string)report["protocol"]!, StringComparison.Ordinal);
        Assert.Contains("permutations", result.Output, StringComparison.Ordinal);
        Assert.Equal((6, 4, 2), ((int)report["clips"]!, (int)report["groups"]!, (int)report["repeats"]!));

        // Repeat 0 says hungry of all: 3 of 6; repeat 1 hungry of a, b, c and tired of d, e, f: 3 of 6. Balanced: 1/3, and (2/3 + 1/2 + 0) / 3.
        Assert.Equal(0.5, Value(report, "accuracy"), 12);
        Assert.Equal(0, (double)Figure(report, "accuracy")["deviation"]!, 12);
        Assert.Equal(((1 / 3.0) + (7 / 18.0)) / 2, Value(report, "balanced_accuracy"), 12);
        Assert.Equal((1 / 3.0, 1 / 3.0), ((double)Figure(report, "balanced_accuracy")["baseline"]!, (double)Figure(report, "balanced_accuracy")["chance"]!));
        var scores = await File.ReadAllLinesAsync(At("scores.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("path,origin,group,repeat,fold,truth,answer,p_burping,p_hungry,p_tired", scores[0]);
        Assert.Equal(13, scores.Length);
        Assert.Contains("a.wav,p,g1,0,0,hungry,hungry,0.125,0.625,0.25", scores);
        Assert.Contains("e.wav,q,g4,1,0,tired,tired,0.25,0.25,0.5", scores);
        Assert.Equal(["p", "q"], report["origins"]!.AsArray().Select(o => (string)o!["origin"]!));
        Assert.Null(report["calibrated"]);
    }

    [Fact]
    public async Task A_repeat_that_leaks_is_refused()
    {
        await MakeClipsAsync();
        Fold("folds/repeat-0/fold-0", "abc", Three);
        Fold("folds/repeat-0/fold-1", "def", Three);
        Fold("folds/repeat-1/fold-0", "acd", Three);
        Fold("folds/repeat-1/fold-1", "bef", Three);
        var result = await EvaluateAsync("--folds", At("folds"));
        Assert.Equal(1, result.Code);
        Assert.Contains("repeat-1: The group g1", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_bundle_that_knows_fewer_types_judges_fewer_clips()
    {
        await MakeClipsAsync();
        Fold("folds/fold-0", "abc", Three);
        Fold("folds/fold-1", "def", Two);
        var (_, report) = await ReportAsync("--folds", At("folds"), "--scores", At("scores.csv"));
        Assert.Equal(5, (int)report["clips"]!);
        Assert.Equal(1, (int)report["leftOut"]!["burping"]!);
        Assert.Equal(["burping", "hungry", "tired"], report["labels"]!.AsArray().Select(l => (string)l!));
        Assert.Contains("d.wav,q,g3,0,1,hungry,tired,0,0.25,0.75", await File.ReadAllLinesAsync(At("scores.csv")));
    }

    [Fact]
    public async Task Asked_for_some_types_probabilities_are_scaled_and_origins_told_apart()
    {
        await MakeClipsAsync();
        Fold("folds/fold-0", "def", [("burping", 0.5f), ("hungry", 0.125f), ("tired", 0.375f)], [0.5f, 0.4375f, 0.0625f], ["burping", "hungry"]);
        Fold("folds/fold-1", "abc", Two, [0.5f, 0.5f], ["tired"]);
        await File.WriteAllTextAsync(At("folds/fold-0/trained.csv"), "path\na.wav\nb.wav\nc.wav\n");
        await File.WriteAllTextAsync(At("folds/fold-1/trained.csv"), "path\nd.wav\ne.wav\nf.wav\n");
        var (result, report) = await ReportAsync("--folds", At("folds"), "--labels", "hungry,tired", "--scores", At("scores.csv"));
        Assert.Contains("left out: 1 clips of the type burping", result.Output, StringComparison.Ordinal);
        Assert.Contains("whole origins", (string)report["protocol"]!, StringComparison.Ordinal);
        Assert.Contains("among hungry, tired only", (string)report["protocol"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)report["leftOut"]!["burping"]!);
        var scores = await File.ReadAllLinesAsync(At("scores.csv"), TestContext.Current.CancellationToken);
        Assert.EndsWith("p_hungry,p_tired,posterior_hungry,posterior_tired,evidence,prediction_set", scores[0], StringComparison.Ordinal);
        // Posterior odds of 7 against even ones; the set without burping.
        Assert.Contains(scores, s => s.StartsWith("d.wav,q,g3,0,0,hungry,tired,0.25,0.75,0.875", StringComparison.Ordinal) && s.EndsWith(",moderate,hungry", StringComparison.Ordinal));

        var (p, q) = (report["origins"]![0]!, report["origins"]![1]!);
        Assert.Equal(("p", 3, 1), ((string)p["origin"]!, (int)p["clips"]!, (int)p["folds"]![0]!));
        Assert.Equal(1 / 3.0, Value(p, "accuracy"), 12);
        Assert.Equal(0.5, Value(q, "balanced_accuracy"), 12);
        Assert.Equal(-(Math.Log(0.25) + Math.Log(0.75)) / 2, Value(q, "log_loss"), 12);
        var sets = report["calibrated"]!["sets"]!;
        Assert.Equal(0.8, (double)sets["nominal"]!, 12);
        // Of p the tired one, of q the hungry one.
        Assert.Equal(2 / 5.0, Value(sets, "coverage"), 12);
        Assert.Equal(1, Value(sets, "size"), 12);
        Assert.Equal(1 / 3.0, Value(p["calibrated"]!["sets"]!, "coverage"), 12);
    }

    [Fact]
    public async Task Answers_of_the_service_are_taken_as_they_are()
    {
        await MakeClipsAsync();
        Fold("folds/fold-0", "abcdef", Three, [0.1f, 0.7f, 0.2f], ["hungry"]);
        var (_, report) = await ReportAsync("--folds", At("folds"));
        var uniform = report["calibrated"]!["priors"]!.AsArray().Single(p => (string)p!["prior"]! == "uniform")!;
        // Hungry has a third of the weight: it is said with 0.7 of all. The factor is (0.7 / 0.3) · 2.
        Assert.Equal(1 / 3.0, Value(uniform, "accuracy"), 12);
        Assert.Equal(0.7 - (1 / 3.0), Value(uniform, "ece"), 6);
        Assert.Equal(-(Math.Log(0.1) + Math.Log(0.7) + Math.Log(0.2)) / 3, Value(uniform, "log_loss"), 6);
        Assert.Equal([0, 0, 1, 0], uniform["evidence"]!.AsArray().Select(e => Math.Round((double)e!["share"]!["value"]!, 9)));
        // Under 3 : 2 : 1 for hungry, tired and burping.
        var shares = report["calibrated"]!["priors"]!.AsArray().Single(p => (string)p!["prior"]! == "shares")!;
        Assert.Equal(0.5, Value(shares, "accuracy"), 12);
        Assert.Equal((0.7 * 3 / ((0.7 * 3) + (0.2 * 2) + 0.1)) - 0.5, Value(shares, "ece"), 6);
        Assert.Equal(0.5, Value(report["calibrated"]!["sets"]!, "coverage"), 12);
        Assert.Equal(1, Value(report["calibrated"]!["sets"]!, "coverage_hungry"), 12);
    }

    [Theory]
    [InlineData("no bundle knows", "--labels", "hungry,scared")]
    [InlineData("two types", "--labels", "hungry")]
    [InlineData("classification only", "--stage", "detection", "--labels", "hungry,tired")]
    public async Task What_makes_no_sense_is_told(string words, params string[] arguments)
    {
        await File.WriteAllTextAsync(At("manifest.csv"), "path,origin,group,type_label\na.wav,o,g,hungry\n");
        var result = await Cry.RunAsync(["evaluate", _folder, .. arguments[0] == "--stage" ? (string[])[] : ["--stage", "classification"], .. arguments]);
        Assert.Equal(1, result.Code);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    private async Task MakeClipsAsync()
    {
        Assert.Equal(0, (await Cry.RunAsync("synth", "cry", "-o", _folder, "--seconds", "1")).Code);
        foreach (var (clip, _, _, _) in Clips)
            File.Copy(At("cry.wav"), At(clip + ".wav"));
        await File.WriteAllLinesAsync(At("manifest.csv"), ["path,origin,group,type_label", .. Clips.Select(c => $"{c.Clip}.wav,{c.Origin},{c.Group},{c.Type}")]);
    }

    private void Fold(string folder, string clips, (string, float)[] answer, float[]? posterior = null, string[]? set = null)
    {
        TinyClassifier.Write(At(folder), answer, posterior, set);
        File.WriteAllLines(At(folder + "/clips.csv"), ["path", .. clips.Select(c => c + ".wav")]);
    }

    private Task<Cry.Result> EvaluateAsync(params string[] arguments) => Cry.RunAsync(["evaluate", _folder, "--stage", "classification", .. arguments]);

    private async Task<(Cry.Result Result, JsonNode Report)> ReportAsync(params string[] arguments)
    {
        var result = await EvaluateAsync([.. arguments, "--report", At("report.json")]);
        Assert.True(result.Code == 0, result.Error);
        return (result, JsonNode.Parse(await File.ReadAllTextAsync(At("report.json")))!);
    }

    private static JsonNode Figure(JsonNode part, string name) => part["figures"]!.AsArray().Single(f => (string)f!["name"]! == name)!;

    private static double Value(JsonNode part, string name) => (double)Figure(part, name)["value"]!;

    private string At(string name) => Path.Combine(_folder, name);
}
