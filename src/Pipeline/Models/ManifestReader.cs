using System.Security.Cryptography;
using System.Text.Json;

namespace CryApi.Pipeline;

/// <summary>Reads <c>manifest.json</c> and checks that it says all that the pipeline relies on.</summary>
internal static class ManifestReader
{
    private const int SupportedSchema = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the manifest of a bundle.</summary>
    /// <exception cref="ModelBundleException">It is missing, is no manifest, or lacks a stage.</exception>
    public static ModelManifest Read(string folder, IReadOnlyList<string> stages) => Read(folder, stages, out _);

    /// <summary>Reads the manifest of a bundle and tells it from others.</summary>
    /// <param name="folder">Folder of the bundle.</param>
    /// <param name="stages">The stages that it must have.</param>
    /// <param name="digest">Lower-case hex sha256 of the manifest, which holds those of the models: two bundles with the same are the same.</param>
    /// <exception cref="ModelBundleException">It is missing, is no manifest, or lacks a stage.</exception>
    public static ModelManifest Read(string folder, IReadOnlyList<string> stages, out string digest)
    {
        var path = Path.Combine(folder, "manifest.json");
        if (!File.Exists(path))
            throw new ModelBundleException($"The model bundle has no manifest: {path} does not exist.");

        ModelManifest manifest;
        try
        {
            var bytes = File.ReadAllBytes(path);
            digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            using var stream = new MemoryStream(bytes);
            manifest = JsonSerializer.Deserialize<ModelManifest>(stream, Json)
                ?? throw new ModelBundleException($"{path} holds null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path} can't be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new ModelBundleException($"{path} is no valid manifest: {e.Message}", e);
        }

        if (manifest.SchemaVersion != SupportedSchema)
            throw new ModelBundleException($"{path} has schemaVersion {manifest.SchemaVersion}; this version reads {SupportedSchema}.");

        foreach (var name in stages)
        {
            if (!manifest.Stages.TryGetValue(name, out var stage))
                throw new ModelBundleException($"{path} has no stage '{name}'.");
            Check(path, name, stage);
        }

        return manifest;
    }

    private static void Check(string path, string name, ModelStage stage)
    {
        // The file lies beside the manifest: a bundle must not reach out of its folder.
        if (stage.File.Length == 0 || Path.GetFileName(stage.File) != stage.File)
            throw new ModelBundleException($"{path}: stage '{name}' names the file '{stage.File}', which is no plain file name.");

        if (stage.DefaultThreshold is < 0 or > 1)
            throw new ModelBundleException($"{path}: stage '{name}' has a defaultThreshold outside 0…1.");

        if (stage.LevelControl is { } control && !control.IsValid())
            throw new ModelBundleException($"{path}: stage '{name}' has a levelControl outside −100…100 dB or 0…100 patches.");

        if (stage.Calibration is { } calibration)
            Check(path, name, stage, calibration);

        if (name is StageNames.Detector)
        {
            if (stage.Window is not { Patches: >= 1 and <= 1000, HopPatches: >= 1 } window || window.HopPatches > window.Patches)
                throw new ModelBundleException($"{path}: stage '{name}' needs a window of 1 to 1000 patches and a hop of 1 to as many.");
            if (stage.DefaultThreshold is null)
                throw new ModelBundleException($"{path}: stage '{name}' needs a defaultThreshold.");
        }

        if (name is StageNames.Classifier)
        {
            if (stage.Labels is not { Count: > 0 } labels || labels.Distinct(StringComparer.Ordinal).Count() != labels.Count)
                throw new ModelBundleException($"{path}: stage '{name}' needs distinct labels.");
            if (stage.DefaultThreshold is null)
                throw new ModelBundleException($"{path}: stage '{name}' needs a defaultThreshold.");
        }
    }

    private static void Check(string path, string name, ModelStage stage, TypeCalibration calibration)
    {
        if (name is not StageNames.Classifier)
            throw new ModelBundleException($"{path}: stage '{name}' has a calibration, which only a classifier has.");
        if (calibration.Coverage is not (> 0 and < 1))
            throw new ModelBundleException($"{path}: stage '{name}' has a calibration whose coverage is not above 0 and below 1.");
        if (calibration.Posterior.Name == calibration.PredictionSet.Name || stage.FurtherOutputs().Any(output => output.Name == stage.Output.Name))
            throw new ModelBundleException($"{path}: stage '{name}' has a calibration that names an output more than once.");
        foreach (var output in stage.FurtherOutputs())
        {
            if (!output.Shape.SequenceEqual([-1, stage.Labels?.Count ?? 0]))
                throw new ModelBundleException($"{path}: stage '{name}' has a calibration whose output '{output.Name}' is not [-1, labels].");
        }
    }
}
