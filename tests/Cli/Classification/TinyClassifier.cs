using System.Security.Cryptography;
using System.Text.Json;
using CryApi.Features.Cry;
using CryApi.Pipeline;

namespace CryApi.Cli.Tests;

/// <summary>A bundle with a classifier that hears nothing: every clip gets the same probabilities.</summary>
internal static class TinyClassifier
{
    /// <summary>Writes the bundle.</summary>
    /// <param name="folder">Made where it isn't there.</param>
    /// <param name="answer">Types and their probabilities.</param>
    /// <param name="posterior">Calibrated probabilities in the same order; null for a bundle without.</param>
    /// <param name="set">The types of the prediction set.</param>
    public static void Write(string folder, (string Type, float Probability)[] answer, float[]? posterior = null, string[]? set = null)
    {
        Directory.CreateDirectory(folder);
        var types = answer.Select(a => a.Type).ToArray();
        var graph = new OnnxGraphBuilder("tiny");
        var features = graph.Input("features", CryFeatureExtractor.FeatureCount);
        var nothing = graph.Constant("nothing", new float[CryFeatureExtractor.FeatureCount * types.Length], CryFeatureExtractor.FeatureCount, types.Length);
        var zeros = graph.Node("MatMul", "zeros", features, nothing);
        void Output(string name, float[] values)
        {
            graph.Node("Add", name, zeros, graph.Constant(name + "_constant", values, types.Length));
            graph.Output(name, types.Length);
        }

        TensorDescription Describe(string name) => new(name, [-1, types.Length], "The same for every clip.");
        Output("probabilities", [.. answer.Select(a => a.Probability)]);
        if (posterior is not null)
        {
            Output("posterior", posterior);
            Output("prediction_set", [.. types.Select(t => set!.Contains(t) ? 1f : 0f)]);
        }

        var bytes = graph.ToBytes("A classifier that hears nothing");
        var stage = new ModelStage(
            "tiny",
            "1.0.0",
            "classifier.onnx",
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            new("features", [-1, CryFeatureExtractor.FeatureCount], "The cry features."),
            Describe("probabilities"),
            types,
            0.5,
            Window: null,
            Training: [],
            Figures: [],
            Calibration: posterior is null ? null : new(Describe("posterior"), Describe("prediction_set"), 0.8));
        var manifest = new ModelManifest(1, "tiny", "1.0.0", new Dictionary<string, ModelStage> { [StageNames.Classifier] = stage });
        File.WriteAllBytes(Path.Combine(folder, stage.File), bytes);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web));
    }
}
