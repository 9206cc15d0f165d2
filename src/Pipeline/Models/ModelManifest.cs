using CryApi.Features;

namespace CryApi.Pipeline;

/// <summary><c>models/manifest.json</c>: what the bundle holds and what is known of it.</summary>
/// <param name="SchemaVersion">Version of this layout: 1.</param>
/// <param name="Name">Name of the bundle.</param>
/// <param name="Version">Semantic version of the bundle.</param>
/// <param name="Stages">The models: <c>embedding</c>, <c>detector</c>, <c>classifier</c>.</param>
public sealed record ModelManifest(int SchemaVersion, string Name, string Version, IReadOnlyDictionary<string, ModelStage> Stages);

/// <summary>One model of the bundle.</summary>
/// <param name="Name">Its name, e.g. <c>crynet-detector</c>.</param>
/// <param name="Version">Its semantic version.</param>
/// <param name="File">File name beside the manifest.</param>
/// <param name="Sha256">Lower-case hex digest of the file.</param>
/// <param name="Input">What goes in.</param>
/// <param name="Output">What comes out.</param>
/// <param name="Labels">Class names in output order; null where there are none.</param>
/// <param name="DefaultThreshold">Threshold where the caller gives none; null where there is none.</param>
/// <param name="Window">How a detector looks at time; null where it does not.</param>
/// <param name="Training">What it was trained on.</param>
/// <param name="Figures">What was measured, through the code that serves.</param>
/// <param name="LevelControl">How an embedding wants loud sound turned down first; null where it takes it as it is.</param>
/// <param name="Calibration">The further outputs of a classifier that tell what its vote is worth; null where it has none.</param>
public sealed record ModelStage(
    string Name,
    string Version,
    string File,
    string Sha256,
    TensorDescription Input,
    TensorDescription Output,
    IReadOnlyList<string>? Labels,
    double? DefaultThreshold,
    DetectionWindow? Window,
    IReadOnlyList<TrainingData> Training,
    IReadOnlyList<MeasuredFigure> Figures,
    LevelControl? LevelControl = null,
    TypeCalibration? Calibration = null)
{
    /// <summary>The graph's outputs beside <see cref="Output"/> that are used, in the order in which <see cref="OnnxModel"/> gives them.</summary>
    public IReadOnlyList<TensorDescription> FurtherOutputs() => Calibration is null ? [] : [Calibration.Posterior, Calibration.PredictionSet];
}

/// <summary>A graph input or output.</summary>
/// <param name="Name">Name in the ONNX graph.</param>
/// <param name="Shape">Dimensions; −1 is the batch.</param>
/// <param name="Description">What the numbers are, with units.</param>
public sealed record TensorDescription(string Name, IReadOnlyList<int> Shape, string Description);

/// <summary>The detector's sliding window, in patches of 0.96 s every 0.48 s.</summary>
/// <param name="Patches">Patches in a window.</param>
/// <param name="HopPatches">Patches from one window to the next.</param>
/// <param name="Seconds">Window length in seconds.</param>
/// <param name="HopSeconds">Hop in seconds.</param>
public sealed record DetectionWindow(int Patches, int HopPatches, double Seconds, double HopSeconds);

/// <summary>One origin of training data.</summary>
/// <param name="Origin">Name of the origin.</param>
/// <param name="Clips">Clips used.</param>
/// <param name="Groups">Independent recordings, speakers or families among them.</param>
/// <param name="Licence">Its licence as stated by the source.</param>
public sealed record TrainingData(string Origin, int Clips, int Groups, string Licence);

/// <summary>One measured figure.</summary>
/// <param name="Name">What, e.g. <c>roc_auc</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Baseline">The same figure for the trivial rule, null where it has none.</param>
/// <param name="Protocol">How it was measured, and what the trivial rule is.</param>
public sealed record MeasuredFigure(string Name, double Value, double? Baseline, string Protocol);
