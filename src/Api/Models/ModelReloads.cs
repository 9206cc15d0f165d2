using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Keeps and counts what became of changed bundles. Thread-safe.</summary>
internal sealed class ModelReloads(CryMetrics metrics, TimeProvider time, IOptions<ModelsOptions> models)
{
    private const string LoadedResult = "loaded";
    private const string RefusedResult = "refused";

    private volatile ReloadStatus _status = new(models.Value.WatchSeconds > 0, time.GetUtcNow(), null);

    /// <summary>How it stands. The bundle of the start counts as loaded when this object is made.</summary>
    public ReloadStatus Status => _status;

    /// <summary>Another bundle is in use.</summary>
    public void Loaded()
    {
        _status = _status with { LoadedAt = time.GetUtcNow(), LastProblem = null };
        metrics.CountReload(LoadedResult);
    }

    /// <summary>The folder holds no bundle that could be used.</summary>
    /// <param name="reason">Why; shown to callers.</param>
    public void Refused(string reason)
    {
        _status = _status with { LastProblem = reason };
        metrics.CountReload(RefusedResult);
    }

    /// <summary>The folder holds the bundle in use.</summary>
    public void Unchanged() => _status = _status with { LastProblem = null };
}
