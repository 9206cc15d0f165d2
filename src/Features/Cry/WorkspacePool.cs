using System.Collections.Concurrent;

namespace CryApi.Features.Cry;

/// <summary>Lends workspaces and takes them back; keeps as many as there are processors, and none for unusually long clips.</summary>
internal sealed class WorkspacePool
{
    // 15 s of audio, 9 MB.
    private const int UsualFrames = 472;

    private readonly ConcurrentBag<CryWorkspace> _idle = [];
    private readonly int _most = Environment.ProcessorCount;

    /// <summary>A workspace for at least so many frames.</summary>
    public CryWorkspace Rent(int frames)
    {
        if (frames > UsualFrames)
            return new CryWorkspace(frames);
        return _idle.TryTake(out CryWorkspace? workspace) ? workspace : new CryWorkspace(UsualFrames);
    }

    /// <summary>Takes a workspace back.</summary>
    public void Return(CryWorkspace workspace)
    {
        if (workspace.Frames == UsualFrames && _idle.Count < _most)
            _idle.Add(workspace);
    }
}
