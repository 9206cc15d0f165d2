using System.Collections.Concurrent;

namespace CryApi.Features.Acoustics;

/// <summary>Lends workspaces and takes them back; keeps as many as there are processors, and none for unusually long clips.</summary>
internal sealed class AcousticWorkspacePool
{
    // 15 s of audio, 1.2 MB.
    private const int UsualSamples = 15 * AcousticFrames.SampleRate;

    private readonly ConcurrentBag<AcousticWorkspace> _idle = [];
    private readonly int _most = Environment.ProcessorCount;

    /// <summary>A workspace for at least so many samples.</summary>
    public AcousticWorkspace Rent(int samples)
    {
        if (samples > UsualSamples)
            return new AcousticWorkspace(samples);
        return _idle.TryTake(out AcousticWorkspace? workspace) ? workspace : new AcousticWorkspace(UsualSamples);
    }

    /// <summary>Takes a workspace back.</summary>
    public void Return(AcousticWorkspace workspace)
    {
        if (workspace.Capacity == UsualSamples && _idle.Count < _most)
            _idle.Add(workspace);
    }
}
