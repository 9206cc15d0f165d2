namespace CryApi.Pipeline;

/// <summary>A model bundle that can't be used. The message names the file and says what is wrong with it.</summary>
public sealed class ModelBundleException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, naming the file.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ModelBundleException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
