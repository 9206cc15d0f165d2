using CryApi.Features;
using CryApi.Pipeline;

namespace CryApi.Benchmarks.Roofline;

/// <summary>The steps of detection for one clip, and the ensemble that names the type.</summary>
internal static class DetectionSteps
{
    // Convolutions of the graph as it is in models/, by the shapes of their weights and results: 7,473,024 multiply-adds for a patch.
    private const double EmbeddingOperations = 2 * 7_473_024.0;
    private const double EmbeddingWeights = 2_932_112;

    // Frames of 400 samples in transforms of 512; each of the 257 bins lies in two bands at most.
    private const double FrameOperations = (2.5 * 512 * 9) + 400 + (3 * 257) + (4 * 257) + 64;

    /// <summary>All of them.</summary>
    /// <param name="samples">The clip, 16 kHz.</param>
    public static IEnumerable<Step> Of(float[] samples)
    {
        int patches = PatchGeometry.PatchCount(samples.Length);
        double frames = ((patches - 1) * PatchGeometry.HopFrames) + PatchGeometry.Frames;
        float[] input = new float[patches * PatchGeometry.PatchValues];
        OnnxModel embedding = Load(StageNames.Embedding), detector = Load(StageNames.Detector), classifier = Load(StageNames.Classifier);
        float[] embeddings = new float[patches * embedding.OutputSize];
        float[] windows = new float[patches * detector.InputSize], probabilities = new float[patches];
        float[] features = new float[classifier.InputSize], votes = new float[classifier.OutputSize];
        return
        [
            new("log-mel patches", frames * FrameOperations, false, (4.0 * samples.Length) + (4.0 * input.Length), () => LogMelPatches.Shared.ComputePatches(samples, 0, input)),
            new("embedding, ONNX", patches * EmbeddingOperations, false, EmbeddingWeights + (4.0 * input.Length), () => embedding.Run(input, embeddings, CancellationToken.None)),
            new($"detector head, ONNX, {patches} windows", patches * 2 * 69_632.0, false, 278_680 + (4.0 * windows.Length), () => detector.Run(windows, probabilities, CancellationToken.None)),
            new("ensemble, ONNX: trees, no sums", 0, false, 0, () => classifier.Run(features, votes, CancellationToken.None)),
        ];
    }

    private static OnnxModel Load(string stage) => OnnxModel.Load(BenchmarkFiles.Models, ModelBundle.ReadStage(BenchmarkFiles.Models, stage), 1, 1);
}
