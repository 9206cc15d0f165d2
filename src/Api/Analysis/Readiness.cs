namespace CryApi.Api;

/// <summary>
/// Whether requests are welcome and whether they are served, which are two things: a server that is about to stop asks for no more requests and
/// serves those that come all the same.
/// </summary>
internal sealed class Readiness
{
    private volatile bool _isOpen;
    private volatile bool _isDraining;

    /// <summary>Whether requests are served: from the moment the models are loaded and warmed up to the end of the process.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Whether requests are welcome: served, and the server is not about to stop.</summary>
    public bool IsReady => _isOpen && !_isDraining;

    /// <summary>Whether the server is about to stop.</summary>
    public bool IsDraining => _isDraining;

    public void Open() => _isOpen = true;

    public void Drain() => _isDraining = true;

    /// <exception cref="ProblemException"><see cref="ProblemKinds.NotReady"/>: requests are not served yet.</exception>
    public void ThrowIfNotOpen()
    {
        if (!_isOpen)
            throw new ProblemException(ProblemKinds.NotReady, "The server is starting; try again soon.");
    }

    /// <exception cref="ProblemException"><see cref="ProblemKinds.NotReady"/>: requests are not welcome.</exception>
    public void ThrowIfNotReady()
    {
        ThrowIfNotOpen();
        if (_isDraining)
            throw new ProblemException(ProblemKinds.NotReady, "The server is shutting down; send requests to another.");
    }
}
