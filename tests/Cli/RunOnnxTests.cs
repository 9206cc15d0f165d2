using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CryApi.Features.Cry;

namespace CryApi.Cli.Tests;

/// <summary>The outputs of a model, on the rows of a file.</summary>
public sealed class RunOnnxTests : IDisposable
{
    private const int Rows = 70;

    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-run-").FullName;

    public RunOnnxTests()
    {
        foreach (var file in Directory.GetFiles(Repository.Models))
            File.Copy(file, At(Path.GetFileName(file)));
        var graph = GraphExtension.With(File.ReadAllBytes(At("classifier.onnx")), "Sqrt", "probabilities", "root", 5);
        graph = GraphExtension.With(graph, "Round", "probabilities", "rounded", 5);
        File.WriteAllBytes(At("classifier.onnx"), graph);

        static JsonObject Tensor(string name) => new() { ["name"] = name, ["shape"] = new JsonArray(-1, 5), ["description"] = "For the test." };
        var manifest = JsonNode.Parse(File.ReadAllText(At("manifest.json")))!;
        var classifier = manifest["stages"]!["classifier"]!;
        classifier["sha256"] = Convert.ToHexStringLower(SHA256.HashData(graph));
        classifier["calibration"] = new JsonObject { ["posterior"] = Tensor("root"), ["predictionSet"] = Tensor("rounded"), ["coverage"] = 0.9 };
        File.WriteAllText(At("manifest.json"), manifest.ToJsonString());

        using var input = File.Create(At("x.npy"));
        NpyWriter.WriteFloatHeader(input, Rows, CryFeatureExtractor.FeatureCount);
        NpyWriter.WriteValues(input, [.. Enumerable.Range(0, Rows * CryFeatureExtractor.FeatureCount).Select(i => (float)(100 * Math.Sin(i)))]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Any_output_that_the_manifest_names_can_be_had()
    {
        var main = await RunAsync();
        Assert.Equal(main, await RunAsync("--tensor", "probabilities"));
        Assert.Equal(Array.ConvertAll(main, MathF.Sqrt), await RunAsync("--tensor", "root"));
        Assert.Equal(Array.ConvertAll(main, MathF.Round), await RunAsync("--tensor", "rounded"));
    }

    [Fact]
    public async Task Another_is_told_with_those_that_there_are()
    {
        var result = await Cry.RunAsync(Arguments("--tensor", "absent"));
        Assert.Equal(2, result.Code);
        Assert.Contains("probabilities, root, rounded", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    private async Task<float[]> RunAsync(params string[] more)
    {
        var result = await Cry.RunAsync(Arguments(more));
        Assert.True(result.Code == 0, result.Error);
        var (values, shape) = NpyReader.ReadFloats(At("y.npy"));
        Assert.Equal([Rows, 5], shape);
        return values;
    }

    private string[] Arguments(params string[] more) =>
        ["run-onnx", "classifier", "--models", _folder, "--input", At("x.npy"), "--output", At("y.npy"), .. more];

    private string At(string name) => Path.Combine(_folder, name);
}
