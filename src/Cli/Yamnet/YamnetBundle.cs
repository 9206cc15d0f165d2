using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryApi.Features;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>Puts a model bundle together around YAMNet: its network, a detector for it, and the classifier of another bundle.</summary>
/// <param name="folder">Where the bundle is made.</param>
internal sealed class YamnetBundle(DirectoryInfo folder)
{
    private const string ManifestFile = "manifest.json";
    private const string EmbeddingFile = "embedding.onnx";
    private const string DetectorFile = "detector.onnx";

    private const double HopSeconds = (double)PatchGeometry.HopSamples / PatchGeometry.SampleRate;
    private const double PatchSeconds = (double)PatchGeometry.Frames * PatchGeometry.FrameHop / PatchGeometry.SampleRate;

    // YAMNet's release on TensorFlow Hub.
    private const string YamnetVersion = "1.0.0";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, ModelStage> _stages = [];

    /// <summary>Adds YAMNet as the embedding.</summary>
    /// <param name="network">The network.</param>
    /// <param name="source">The TFLite file that it comes from, whose digest the manifest tells.</param>
    public void AddEmbedding(YamnetNetwork network, ReadOnlySpan<byte> source)
    {
        Write(StageNames.Embedding, YamnetGraph.Build(network), new ModelStage(
            "yamnet",
            YamnetVersion,
            EmbeddingFile,
            "",
            new TensorDescription(
                YamnetGraph.Input,
                [-1, PatchGeometry.Frames, PatchGeometry.Bands],
                "Log-mel patches: 96 frames (25 ms, every 10 ms) x 64 bands (125 to 7500 Hz) of 16 kHz mono audio, ln(magnitude + 0.001)."),
            new TensorDescription(
                YamnetGraph.Embedding,
                [-1, YamnetNetwork.EmbeddingSize],
                "YAMNet's embedding of each patch of 0.96 s. A second output of the graph, scores [-1, 521], holds YAMNet's own scores. "
                + $"Converted from a TFLite file with the sha256 {Convert.ToHexStringLower(SHA256.HashData(source))}."),
            Labels: null,
            DefaultThreshold: null,
            Window: null,
            // Google's, on AudioSet; how many clips of which licence is not known here.
            Training: [],
            Figures: []));
    }

    /// <summary>Adds YAMNet's own score of a class as the detector; a clip's probability is the highest of its patches.</summary>
    public void AddClassScore(YamnetNetwork network, int number, double threshold)
    {
        Write(StageNames.Detector, ClassScoreGraph.Build(network, number), new ModelStage(
            $"yamnet-class-{number}",
            YamnetVersion,
            DetectorFile,
            "",
            new TensorDescription(
                ClassScoreGraph.Input,
                [-1, ClassScoreGraph.Statistics],
                "Mean (1024), then population standard deviation (1024), of the embedding over the patches of a window; the latter are not used."),
            new TensorDescription(
                ClassScoreGraph.Output, [-1], $"YAMNet's own score of class {number}, without training; a clip's is the highest of its patches."),
            ["not_cry", "cry"],
            threshold,
            new DetectionWindow(1, 1, PatchSeconds, HopSeconds),
            Training: [],
            Figures: []));
    }

    /// <summary>Adds a stage of another bundle, file and all.</summary>
    /// <param name="from">The other bundle's folder.</param>
    /// <param name="stage">See <see cref="StageNames"/>.</param>
    /// <param name="threshold">Another default threshold; null to keep the stage's.</param>
    /// <exception cref="ModelBundleException">The other bundle lacks the stage, or its file is not the one its manifest names.</exception>
    public void Copy(string from, string stage, double? threshold = null)
    {
        var entry = ModelBundle.ReadStage(from, stage);
        OnnxModel.Load(from, entry, 1, 1).Dispose();
        Write(stage, File.ReadAllBytes(Path.Combine(from, entry.File)), entry with { DefaultThreshold = threshold ?? entry.DefaultThreshold });
    }

    /// <summary>Writes the manifest and makes sure that the service would take the bundle.</summary>
    /// <exception cref="ModelBundleException">It would not.</exception>
    public void Finish()
    {
        var stages = StageNames.All.ToDictionary(name => name, name => _stages[name]);
        var manifest = new ModelManifest(1, stages[StageNames.Detector].Name, stages[StageNames.Detector].Version, stages);
        File.WriteAllText(Path.Combine(folder.FullName, ManifestFile), JsonSerializer.Serialize(manifest, Json) + "\n");
        ModelBundle.Load(folder.FullName, StageNames.All, 1, 1).Dispose();
    }

    private void Write(string stage, byte[] graph, ModelStage entry)
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, entry.File), graph);
        _stages[stage] = entry with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(graph)) };
    }
}
