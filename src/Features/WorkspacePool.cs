using System.Collections.Concurrent;

namespace CryApi.Features;

/// <summary>
/// Lends workspaces and takes them back; keeps as many as there are processors, and none for unusually long clips. Thread-safe.
/// </summary>
/// <param name="usual">Size of the workspaces that are kept, in the workspace's own unit.</param>
/// <param name="make">Makes one of a size.</param>
/// <param name="sizeOf">Tells the size of one.</param>
internal sealed class WorkspacePool<T>(int usual, Func<int, T> make, Func<T, int> sizeOf)
    where T : class
{
    private readonly ConcurrentBag<T> _idle = [];
    private readonly int _most = Environment.ProcessorCount;

    /// <summary>A workspace of at least this size.</summary>
    public T Rent(int size)
    {
        if (size > usual)
            return make(size);
        return _idle.TryTake(out T? workspace) ? workspace : make(usual);
    }

    /// <summary>Takes a workspace back.</summary>
    public void Return(T workspace)
    {
        if (sizeOf(workspace) == usual && _idle.Count < _most)
            _idle.Add(workspace);
    }
}
