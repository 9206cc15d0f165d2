using CryApi.Features;
using CryApi.Features.Cry;

namespace CryApi.Pipeline;

/// <summary>The models of one folder, verified, loaded and run once. Immutable and thread-safe.</summary>
public sealed class ModelBundle : IDisposable
{
    private readonly Dictionary<string, OnnxModel> _models;

    private ModelBundle(ModelManifest manifest, string digest, Dictionary<string, OnnxModel> models)
    {
        Manifest = manifest;
        Digest = digest;
        _models = models;
    }

    /// <summary>What the bundle says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Lower-case hex sha256 of its manifest, which holds those of its models: the same means the same bundle.</summary>
    public string Digest { get; }

    /// <summary>The model of a stage.</summary>
    /// <exception cref="InvalidOperationException">The stage was not loaded.</exception>
    public OnnxModel this[string stage] => _models.TryGetValue(stage, out var model)
        ? model
        : throw new InvalidOperationException($"The stage '{stage}' was not loaded.");

    /// <summary>Loads the stages of a bundle.</summary>
    /// <param name="folder">Folder with manifest.json and the ONNX files.</param>
    /// <param name="stages">The stages to load, see <see cref="StageNames"/>.</param>
    /// <param name="intraOpThreads">Threads of one inference.</param>
    /// <param name="sessionsPerModel">Sessions that take turns.</param>
    /// <exception cref="ModelBundleException">A file is missing or is not what the manifest says, or a model fails its first run.</exception>
    public static ModelBundle Load(string folder, IReadOnlyList<string> stages, int intraOpThreads, int sessionsPerModel)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var manifest = ManifestReader.Read(folder, stages, out var digest);
        var models = new Dictionary<string, OnnxModel>(StringComparer.Ordinal);
        try
        {
            foreach (var name in stages)
            {
                var model = OnnxModel.Load(folder, manifest.Stages[name], intraOpThreads, sessionsPerModel);
                models.Add(name, model);
                CheckSizes(folder, name, model, models);
                WarmUp(folder, model, sessionsPerModel);
            }

            return new ModelBundle(manifest, digest, models);
        }
        catch
        {
            Release(models);
            throw;
        }
    }

    /// <summary>Makes sure that a folder's files are those that its manifest names, without loading a model.</summary>
    /// <returns>What <see cref="Digest"/> would be.</returns>
    /// <exception cref="ModelBundleException">A file is missing or is not what the manifest says.</exception>
    public static string Verify(string folder, IReadOnlyList<string> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var manifest = ManifestReader.Read(folder, stages, out var digest);
        foreach (var stage in stages.Select(name => manifest.Stages[name]))
            ModelFile.Verify(Path.Combine(folder, stage.File), stage.Sha256);
        return digest;
    }

    /// <summary>The manifest's entry of one stage, without loading the model.</summary>
    /// <exception cref="ModelBundleException">The manifest is missing or lacks the stage.</exception>
    public static ModelStage ReadStage(string folder, string stage) => ManifestReader.Read(folder, [stage]).Stages[stage];

    /// <inheritdoc/>
    public void Dispose() => Release(_models);

    private static void CheckSizes(string folder, string name, OnnxModel model, Dictionary<string, OnnxModel> models)
    {
        var (input, output) = name switch
        {
            StageNames.Embedding => (PatchGeometry.PatchValues, model.OutputSize),
            StageNames.Detector => (2 * models[StageNames.Embedding].OutputSize, 1),
            StageNames.Classifier => (CryFeatureExtractor.FeatureCount, model.Stage.Labels!.Count),
            _ => throw new ArgumentException($"There is no stage '{name}'.", nameof(name)),
        };
        if (model.InputSize != input || model.OutputSize != output)
        {
            throw new ModelBundleException(
                $"{Path.Combine(folder, model.Stage.File)} takes {model.InputSize} values and gives {model.OutputSize} a row; the stage '{name}' needs {input} and {output}.");
        }
    }

    private static void WarmUp(string folder, OnnxModel model, int sessions)
    {
        var input = new float[model.InputSize];
        var outputs = model.OutputSizes.Select(size => (Memory<float>)new float[size]).ToArray();
        for (var i = 0; i < sessions; i++)
        {
            try
            {
                model.Run(input, outputs);
            }
            catch (Microsoft.ML.OnnxRuntime.OnnxRuntimeException e)
            {
                throw new ModelBundleException($"{Path.Combine(folder, model.Stage.File)} fails on zeros: {e.Message}", e);
            }

            foreach (var output in outputs)
            {
                foreach (var value in output.Span)
                {
                    if (!float.IsFinite(value))
                        throw new ModelBundleException($"{Path.Combine(folder, model.Stage.File)} gives {value} for zeros.");
                }
            }
        }
    }

    private static void Release(Dictionary<string, OnnxModel> models)
    {
        foreach (var model in models.Values)
            model.Dispose();
    }
}
