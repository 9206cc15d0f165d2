using System.Diagnostics.Metrics;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>
/// The models that answer, as <c>cryapi.model.info</c>: 1 with stage, name, version and digest. A model that was replaced becomes 0; as the
/// exporter would go on telling what it was told last, it can't be left out.
/// </summary>
internal sealed class ModelInfo
{
    /// <summary>Hexadecimal digits of the digest: enough to tell one file from another.</summary>
    private const int DigestLength = 12;

    private readonly ICryPipeline _pipeline;
    private readonly HashSet<(string Stage, ModelIdentity Model)> _seen = [];

    public ModelInfo(IMeterFactory meters, ICryPipeline pipeline)
    {
        _pipeline = pipeline;
        meters.Create(CryMetrics.MeterName).CreateObservableGauge("cryapi.model.info", Observe, null, "1 for each model that answers, 0 for those before it.");
    }

    private List<Measurement<int>> Observe()
    {
        lock (_seen)
        {
            var current = _pipeline.Manifest.Stages.Select(stage => (stage.Key, ModelIdentity.Of(stage.Value))).ToHashSet();
            _seen.UnionWith(current);
            return [.. _seen.Select(model => new Measurement<int>(
                current.Contains(model) ? 1 : 0,
                new("stage", model.Stage),
                new("name", model.Model.Name),
                new("version", model.Model.Version),
                new("sha256", model.Model.Digest)))];
        }
    }

    private sealed record ModelIdentity(string Name, string Version, string Digest)
    {
        public static ModelIdentity Of(ModelStage stage) => new(stage.Name, stage.Version, stage.Sha256[..Math.Min(DigestLength, stage.Sha256.Length)]);
    }
}
