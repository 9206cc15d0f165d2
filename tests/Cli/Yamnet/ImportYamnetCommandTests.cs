using System.Text.Json.Nodes;
using CryApi.Audio;
using CryApi.Features;
using CryApi.Pipeline;

namespace CryApi.Cli.Tests;

/// <summary><c>cryapi import-yamnet</c> on YAMNet itself, against reference values of YAMNet, and on files of the tests.</summary>
public sealed class ImportYamnetCommandTests : IDisposable
{
    private const string Absent = "needs ../shared/teacher and ../shared/golden";
    private const double Tolerance = 1e-3;

    private static readonly string? Golden = Repository.Shared("golden");
    private static readonly string? Teacher = Repository.Shared("teacher") is { } folder ? Path.Combine(folder, "yamnet.tflite") : null;

    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Embeddings_and_scores_of_every_patch_are_the_reference_s()
    {
        Assert.SkipWhen(Golden is null || Teacher is null, Absent);
        Assert.Equal(0, (await Cry.RunAsync("import-yamnet", Teacher!, "--out", _folder, "--score", "20")).Code);
        var graph = await File.ReadAllBytesAsync(At("embedding.onnx"));
        foreach (var (name, clip) in await ClipsAsync())
        {
            var patches = await PatchesAsync(Path.Combine(Golden!, (string)clip["file"]!));
            var embeddings = YamnetModel.Run(graph, "embedding", 1024, patches);
            var scores = YamnetModel.Run(graph, "scores", 521, patches);
            var mean = Enumerable.Range(0, 1024).Select(i => embeddings.Average(e => (double)e[i])).ToArray();
            var deviation = Enumerable.Range(0, 1024).Select(i => Math.Sqrt(embeddings.Average(e => Math.Pow(e[i] - mean[i], 2)))).ToArray();
            Near(name, clip["score_class20_per_patch"]!, scores.Select(s => (double)s[20]));
            Near(name, clip["embedding_mean_first16"]!, mean.Take(16));
            Near(name, clip["embedding_std_first16"]!, deviation.Take(16));
            if (clip["embedding_first_patch_1024"] is { } embedding)
            {
                Near(name, embedding, embeddings[0].Select(v => (double)v));
                Near(name, clip["scores_first_patch_521"]!, scores[0].Select(v => (double)v));
            }
        }
    }

    [Fact]
    public async Task The_score_s_bundle_gives_the_highest_reference_score_of_a_clip()
    {
        Assert.SkipWhen(Golden is null || Teacher is null, Absent);
        Assert.Equal(0, (await Cry.RunAsync("import-yamnet", Teacher!, "--out", _folder, "--score", "20", "--threshold", "0.0818")).Code);
        var clips = await ClipsAsync();
        var result = await Cry.RunAsync(["detect", "--json", "--models", _folder, .. clips.Select(c => Path.Combine(Golden!, (string)c.Clip["file"]!))]);
        var answers = result.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!["answer"]!).ToArray();
        Assert.All(clips.Zip(answers), pair =>
        {
            Assert.Equal(pair.First.Clip["score_class20_per_patch"]!.AsArray().Max(s => (double)s!), (double)pair.Second["probability"]!, Tolerance);
            Assert.Equal(0.0818, (double)pair.Second["threshold"]!);
            Assert.Equal("yamnet-class-20", (string)pair.Second["model"]!["name"]!);
        });
    }

    [Fact]
    public async Task A_float_file_of_the_same_weights_gives_the_same_network()
    {
        Assert.SkipWhen(Teacher is null, Absent);
        var quantised = YamnetReader.Read(await File.ReadAllBytesAsync(Teacher!));
        var single = YamnetReader.Read(YamnetFile.Float(quantised));
        Assert.Equal(YamnetGraph.Build(quantised), YamnetGraph.Build(single));
    }

    [Fact]
    public async Task The_original_system_tells_the_golden_cries_from_the_other_sounds()
    {
        Assert.SkipWhen(Golden is null || Teacher is null, Absent);
        Assert.Equal(0, (await Cry.RunAsync("import-yamnet", Teacher!, "--out", _folder)).Code);
        string[] files = [.. Directory.GetFiles(Golden!, "*.wav").Order()];
        var result = await Cry.RunAsync(["analyze", "--json", "--models", _folder, .. files]);
        var lines = result.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(files.Length, lines.Length);
        Assert.All(lines, line =>
        {
            var name = (string)line["file"]!;
            var isCry = !name.StartsWith("notcry", StringComparison.Ordinal) && !name.StartsWith("synth", StringComparison.Ordinal);
            Assert.Equal(isCry, (bool)line["answer"]!["detection"]!["isCry"]!);
            Assert.Equal("yamnet-detector", (string)line["answer"]!["detection"]!["model"]!["name"]!);
        });
    }

    [Fact]
    public async Task A_file_of_the_tests_becomes_a_bundle_that_is_served()
    {
        await File.WriteAllBytesAsync(At("y.tflite"), YamnetFile.Quantised(seed: 4).File);
        Assert.Equal(0, (await Cry.RunAsync("synth", "cry", "-o", _folder, "--seconds", "3")).Code);
        foreach (var (choice, name) in ((string[], string)[])[([], "yamnet-detector"), (["--score", "19"], "yamnet-class-19")])
        {
            var made = await Cry.RunAsync(["import-yamnet", At("y.tflite"), "--out", At("bundle"), .. choice]);
            Assert.Equal("", made.Error);
            Assert.Equal(0, made.Code);
            var result = await Cry.RunAsync("analyze", "--json", "--models", At("bundle"), At("cry.wav"));
            Assert.Equal(0, result.Code);
            Assert.Equal(name, (string)JsonNode.Parse(result.Output)!["answer"]!["detection"]!["model"]!["name"]!);
        }
    }

    [Fact]
    public async Task What_cannot_be_imported_is_told_in_one_line_and_nothing_is_written()
    {
        await File.WriteAllTextAsync(At("text.tflite"), "this is no network");
        await File.WriteAllBytesAsync(At("tiny.tflite"), TinyTflite.File());
        await File.WriteAllBytesAsync(At("y.tflite"), YamnetFile.Quantised(seed: 4).File);
        await ToldAsync(1, "not a TFLite file", At("text.tflite"));
        await ToldAsync(1, "not YAMNet's", At("tiny.tflite"));
        await ToldAsync(1, "absent.tflite", At("absent.tflite"));
        await ToldAsync(2, "manifest.json", At("y.tflite"), "--head", _folder);
    }

    [Fact]
    public async Task The_folders_that_a_bundle_is_made_from_are_not_overwritten()
    {
        await File.WriteAllBytesAsync(At("y.tflite"), YamnetFile.Quantised(seed: 4).File);
        foreach (var folder in (string[])[Repository.Models, Path.Combine(Repository.Models, "yamnet") + "/"])
        {
            var result = await Cry.RunAsync("import-yamnet", At("y.tflite"), "--models", Repository.Models, "--out", folder);
            Assert.Equal(1, result.Code);
            Assert.Contains("--out must not be", result.Error, StringComparison.Ordinal);
        }
    }

    private async Task ToldAsync(int code, string words, params string[] arguments)
    {
        var result = await Cry.RunAsync(["import-yamnet", .. arguments, "--out", At("bundle")]);
        Assert.Equal(code, result.Code);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.False(Directory.Exists(At("bundle")));
    }

    private static async Task<(string Name, JsonNode Clip)[]> ClipsAsync()
    {
        var golden = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Golden!, "yamnet.json")))!;
        return [.. golden["clips"]!.AsObject().Select(clip => (clip.Key, clip.Value!))];
    }

    private static async Task<float[]> PatchesAsync(string file)
    {
        var loader = new PcmLoader(new AudioDecoders([new WavDecoder()]), new AudioLimits());
        using var clip = await loader.LoadAsync(await File.ReadAllBytesAsync(file), CancellationToken.None);
        var patches = new float[PatchGeometry.PatchCount(clip.Samples.Length) * PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(clip.Samples, 0, patches);
        return patches;
    }

    private static void Near(string clip, JsonNode expected, IEnumerable<double> actual)
    {
        double[] reference = [.. expected.AsArray().Select(v => (double)v!)];
        var values = actual.ToArray();
        Assert.Equal(reference.Length, values.Length);
        for (var i = 0; i < reference.Length; i++)
            Assert.True(Math.Abs(reference[i] - values[i]) <= Tolerance, $"{clip}, value {i}: {values[i]}, the reference is {reference[i]}.");
    }

    private string At(string name) => Path.Combine(_folder, name);
}
