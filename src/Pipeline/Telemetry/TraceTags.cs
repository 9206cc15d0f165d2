namespace CryApi.Pipeline;

/// <summary>Names of the tags on spans.</summary>
public static class TraceTags
{
    /// <summary>Container of the audio, e.g. <c>wav</c>.</summary>
    public const string Container = "cryapi.audio.container";

    /// <summary>Codec of the audio, e.g. <c>pcm_s16le</c>.</summary>
    public const string Codec = "cryapi.audio.codec";

    /// <summary>Sample rate of the audio, Hz.</summary>
    public const string SampleRate = "cryapi.audio.sample_rate";

    /// <summary>Channels of the audio.</summary>
    public const string Channels = "cryapi.audio.channels";

    /// <summary>Length of the audio, seconds.</summary>
    public const string Seconds = "cryapi.audio.seconds";

    /// <summary>What the features are for: a key of the manifest's stages, or <c>acoustics</c>.</summary>
    public const string Stage = "cryapi.stage";

    /// <summary>Whether there is a cry in it.</summary>
    public const string IsCry = "cryapi.is_cry";

    /// <summary>The verdict: a type, or what stands for none.</summary>
    public const string Outcome = "cryapi.outcome";

    /// <summary>Why a step failed: the code of the problem, or a class of exception. Named as in OpenTelemetry.</summary>
    public const string Error = "error.type";
}
