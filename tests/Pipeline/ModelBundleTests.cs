using System.Text.Json.Nodes;
using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>A bundle that is not what its manifest says must stop the start, with a message that names the file.</summary>
public sealed class ModelBundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-bundle-").FullName;

    public ModelBundleTests()
    {
        foreach (var file in Directory.GetFiles(Repository.Models))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_shipped_bundle_loads()
    {
        using var bundle = ModelBundle.Load(_folder, StageNames.All, 1, 2);
        Assert.Equal(96 * 64, bundle[StageNames.Embedding].InputSize);
        Assert.Equal(["belly_pain", "burping", "discomfort", "hungry", "tired"], bundle[StageNames.Classifier].Stage.Labels);
    }

    [Fact]
    public void A_folder_without_manifest_is_refused()
    {
        File.Delete(Path.Combine(_folder, "manifest.json"));
        Refused("manifest.json");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"schemaVersion\":1,\"name\":null}")]
    public void A_manifest_that_is_none_is_refused(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "manifest.json"), text);
        Refused("manifest.json");
    }

    [Fact]
    public void A_later_schema_is_refused()
    {
        Edit(manifest => manifest["schemaVersion"] = 2);
        Refused("schemaVersion 2");
    }

    [Theory]
    [InlineData("embedding.onnx")]
    [InlineData("detector.onnx")]
    [InlineData("classifier.onnx")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_folder, file));
        Refused(file);
    }

    [Theory]
    [InlineData("embedding.onnx")]
    [InlineData("classifier.onnx")]
    public void An_altered_file_is_named(string file)
    {
        var path = Path.Combine(_folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Refused(file, "sha256");
    }

    [Fact]
    public void A_file_that_is_no_graph_is_named_even_with_the_right_digest()
    {
        Replace(StageNames.Detector, "not a graph"u8.ToArray());
        Refused("detector.onnx");
    }

    [Fact]
    public void A_graph_in_the_wrong_place_is_named()
    {
        Replace(StageNames.Detector, File.ReadAllBytes(Path.Combine(_folder, "embedding.onnx")));
        Refused("detector.onnx", "input");
    }

    [Fact]
    public void A_missing_stage_is_named()
    {
        Edit(manifest => manifest["stages"]!.AsObject().Remove(StageNames.Classifier));
        Refused("'classifier'");
    }

    [Fact]
    public void A_file_outside_the_bundle_is_refused()
    {
        Edit(manifest => manifest["stages"]![StageNames.Detector]!["file"] = "../detector.onnx");
        Refused("no plain file name");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 0)]
    [InlineData(4, 5)]
    public void An_impossible_window_is_refused(int patches, int hop)
    {
        Edit(manifest =>
        {
            var window = manifest["stages"]![StageNames.Detector]!["window"]!;
            window["patches"] = patches;
            window["hopPatches"] = hop;
        });
        Refused("window");
    }

    [Fact]
    public void A_threshold_out_of_range_is_refused()
    {
        Edit(manifest => manifest["stages"]![StageNames.Detector]!["defaultThreshold"] = 1.5);
        Refused("defaultThreshold");
    }

    [Theory]
    [InlineData(-101, 2)]
    [InlineData(-20, -1)]
    public void A_level_control_out_of_range_is_refused(double target, int context)
    {
        Edit(manifest => manifest["stages"]![StageNames.Embedding]!["levelControl"] =
            new JsonObject { ["targetDb"] = target, ["contextPatches"] = context });
        Refused("levelControl");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_level_of_a_recording_counts_only_without_a_level_control(bool controlled)
    {
        Edit(manifest => manifest["stages"]![StageNames.Embedding]!["levelControl"] =
            controlled ? new JsonObject { ["targetDb"] = -20, ["contextPatches"] = 2 } : null);
        using var pipeline = CryPipelineLoader.Load(new PipelineOptions { ModelsPath = _folder });
        var options = new AnalysisOptions { IncludeSegments = true };
        var cry = SoundLibrary.Create("scene", 20, 5).Samples;
        var loud = await pipeline.DetectAsync(WavWriter.ToPcm16(cry, PatchGeometry.SampleRate), options, default);
        var quiet = await pipeline.DetectAsync(WavWriter.ToPcm16([.. cry.Select(s => s / 4)], PatchGeometry.SampleRate), options, default);
        var difference = loud.Segments!.Zip(quiet.Segments!, (a, b) => Math.Abs(a.Probability - b.Probability)).Max();
        Assert.Equal(controlled, difference < 0.01);
    }

    private void Refused(params string[] words)
    {
        var error = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder, StageNames.All, 1, 1));
        foreach (var word in words)
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private void Edit(Action<JsonNode> change)
    {
        var path = Path.Combine(_folder, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private void Replace(string stage, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder, stage + ".onnx"), bytes);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Edit(manifest => manifest["stages"]![stage]!["sha256"] = digest);
    }
}
