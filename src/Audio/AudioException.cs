namespace CryApi.Audio;

/// <summary>Audio that can't be used, with a reason that is fit to be shown to the caller.</summary>
/// <param name="code">The stable reason.</param>
/// <param name="detail">One sentence for a person; never contains bytes of the input.</param>
public sealed class AudioException(AudioErrorCode code, string detail) : Exception(detail)
{
    /// <summary>The stable reason.</summary>
    public AudioErrorCode Code { get; } = code;
}
