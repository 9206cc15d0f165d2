namespace CryApi.Api;

/// <summary>Whether requests are welcome: from the moment the models are loaded and warmed up until shutdown begins.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    public void Open() => _isReady = true;

    public void Close() => _isReady = false;

    /// <exception cref="ProblemException"><see cref="ProblemKinds.NotReady"/>.</exception>
    public void ThrowIfNotReady()
    {
        if (!_isReady)
            throw new ProblemException(ProblemKinds.NotReady, "The server is starting or shutting down; try again soon.");
    }
}
