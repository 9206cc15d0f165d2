using System.Text.Json.Nodes;
using CryApi.Features.Cry;

namespace CryApi.Cli.Tests;

/// <summary>The program from the outside: arguments in, files, text and exit codes out.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sounds_are_made_and_judged()
    {
        Assert.Equal(0, (await Cry.RunAsync("synth", "cry", "siren", "-o", _folder, "--seconds", "4", "--seed", "3")).Code);

        var table = await Cry.RunAsync("analyze", At("cry.wav"), At("siren.wav"));
        Assert.Equal(0, table.Code);
        Assert.Contains("no cry", table.Output, StringComparison.Ordinal);

        var json = await Cry.RunAsync("analyze", "--json", "--segments", At("cry.wav"), At("siren.wav"));
        var lines = json.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal("cry.wav", (string)lines[0]["file"]!);
        Assert.StartsWith("cry", (string)lines[0]["answer"]!["outcome"]!, StringComparison.Ordinal);
        Assert.NotEmpty(lines[0]["answer"]!["detection"]!["segments"]!.AsArray());
        Assert.Equal("not_cry", (string)lines[1]["answer"]!["outcome"]!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_file()
    {
        await Cry.RunAsync("synth", "cry", "-o", At("a"), "--seconds", "2", "--seed", "9");
        await Cry.RunAsync("synth", "cry", "-o", At("b"), "--seconds", "2", "--seed", "9");
        Assert.Equal(await File.ReadAllBytesAsync(At("a/cry.wav")), await File.ReadAllBytesAsync(At("b/cry.wav")));
    }

    [Fact]
    public async Task A_file_that_is_no_audio_is_told_and_the_others_are_judged()
    {
        await Cry.RunAsync("synth", "cry", "-o", _folder, "--seconds", "2");
        await File.WriteAllTextAsync(At("text.wav"), "this is no audio");
        var result = await Cry.RunAsync("detect", "--json", At("text.wav"), At("absent.wav"), At("cry.wav"));
        Assert.Equal(1, result.Code);
        var lines = result.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.NotNull(lines[0]["error"]);
        Assert.NotNull(lines[1]["error"]);
        Assert.True((bool)lines[2]["answer"]!["isCry"]!);
    }

    [Fact]
    public async Task A_prior_is_taken_where_types_are_asked_for()
    {
        await Cry.RunAsync("synth", "cry", "-o", _folder, "--seconds", "2");
        foreach (var command in (string[])["classify", "analyze"])
        {
            var result = await Cry.RunAsync(command, "--json", "--prior", "hungry:0.2,tired:0.6", At("cry.wav"));
            Assert.True(result.Code == 0, result.Error);
            var answer = JsonNode.Parse(result.Output)!["answer"]!;
            Assert.NotNull((answer["classification"] ?? answer)["probabilities"]);

            // A bundle without calibration has nothing that a prior could change.
            if ((answer["classification"] ?? answer)["calibrated"] is { } calibrated)
                Assert.Equal(0.6, (double)calibrated["prior"]!["tired"]!);
        }
    }

    [Theory]
    [InlineData("detect", "--detection-threshold", "2", "x.wav")]
    [InlineData("detect", "--detection-threshold", "NaN", "x.wav")]
    [InlineData("detect")]
    [InlineData("classify", "--prior", "hungr:0.5", "x.wav")]
    [InlineData("classify", "--prior", "", "x.wav")]
    [InlineData("analyze", "--prior", "hungry:0.6,tired:0.6", "x.wav")]
    [InlineData("synth", "elephant")]
    [InlineData("features", "x", "-o", "y", "--kind", "z")]
    public async Task Wrong_arguments_are_refused(params string[] arguments)
    {
        var result = await Cry.RunAsync(arguments);
        Assert.NotEqual(0, result.Code);
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_is_none_is_told_in_one_line()
    {
        var result = await Cry.RunAsync("detect", "--models", _folder, "x.wav");
        Assert.Equal(2, result.Code);
        Assert.Contains("manifest.json", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_dataset_that_is_none_is_told_in_one_line()
    {
        foreach (var command in (string[][])[["features", _folder, "-o", At("x.npz")], ["evaluate", _folder]])
        {
            var result = await Cry.RunAsync(command);
            Assert.Equal(1, result.Code);
            Assert.Contains("manifest.csv", result.Error, StringComparison.Ordinal);
            Assert.Single(result.Error.Trim().Split('\n'));
        }
    }

    [Fact]
    public async Task Features_and_figures_of_a_small_dataset()
    {
        await Cry.RunAsync("synth", "cry", "siren", "chime", "-o", _folder, "--seconds", "3");
        await File.WriteAllTextAsync(
            At("manifest.csv"),
            "path,origin,group,detect_label,type_label\ncry.wav,synth,a,cry,hungry\nsiren.wav,synth,b,not_cry,\nchime.wav,synth,c,not_cry,\n");

        foreach (var kind in (string[])["cry", "cry-variants", "acoustics", "logmel"])
        {
            Assert.Equal(0, (await Cry.RunAsync("features", _folder, "-o", At(kind + ".npz"), "--kind", kind)).Code);
            using var archive = System.IO.Compression.ZipFile.OpenRead(At(kind + ".npz"));
            Assert.NotNull(archive.GetEntry("path.npy"));
            Assert.NotNull(archive.GetEntry(kind == "logmel" ? "frames.npy" : "values.npy"));
        }

        using (var archive = System.IO.Compression.ZipFile.OpenRead(At("cry.npz")))
            Assert.True(archive.GetEntry("values.npy")!.Length > 3 * CryFeatureExtractor.FeatureCount * sizeof(float));
        using (var archive = System.IO.Compression.ZipFile.OpenRead(At("cry-variants.npz")))
            Assert.True(archive.GetEntry("values.npy")!.Length > 5 * 3 * CryFeatureExtractor.FeatureCount * sizeof(float));

        var result = await Cry.RunAsync("evaluate", _folder, "--report", At("report.json"), "--scores", At("scores.csv"));
        Assert.Equal(0, result.Code);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(At("report.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(3, (int)report["clips"]!);
        Assert.Equal(1.0, (double)report["figures"]!.AsArray().Single(f => (string)f!["name"]! == "accuracy")!["value"]!);
        Assert.Equal(4, (await File.ReadAllLinesAsync(At("scores.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_clip_that_cannot_be_read_fails_the_whole_set()
    {
        await File.WriteAllTextAsync(At("manifest.csv"), "path,origin,group\nabsent.wav,o,g\n");
        var result = await Cry.RunAsync("features", _folder, "-o", At("x.npz"));
        Assert.Equal(1, result.Code);
        Assert.Contains("absent.wav", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("x.npz")));
    }

    private string At(string name) => Path.Combine(_folder, name);
}
