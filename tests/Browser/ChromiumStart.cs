namespace CryApi.Browser.Tests;

/// <summary>How Chromium is started.</summary>
internal sealed record ChromiumStart
{
    /// <summary>What the microphone hears over and over: a file of <c>samples/</c>, without its ending; null for Chromium's own beep.</summary>
    public string? Microphone { get; init; }

    /// <summary>Whether there is a microphone beside those that the machine has.</summary>
    public bool HasMicrophone { get; init; } = true;

    /// <summary>Whether pages get the microphone when they ask for it.</summary>
    public bool Allows { get; init; } = true;

    /// <summary>A name that leads to this machine; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The same as arguments of the program.</summary>
    public IEnumerable<string> Arguments
    {
        get
        {
            yield return Allows ? "--use-fake-ui-for-media-stream" : "--use-fake-ui-for-media-stream=deny";
            if (HasMicrophone)
                yield return "--use-fake-device-for-media-stream";
            if (Microphone is not null)
                yield return $"--use-file-for-fake-audio-capture={Path.Combine(Repository.Root, "samples", $"{Microphone}.wav")}";
            if (Name is not null)
                yield return $"--host-resolver-rules=MAP {Name} 127.0.0.1";
        }
    }
}
