namespace CryApi.Browser.Tests;

/// <summary>What to record.</summary>
/// <param name="MimeType">What MediaRecorder is asked for; empty for what it chooses itself.</param>
/// <param name="TimesliceMs">Length in ms of the parts that it hands over, or null for one part at the end.</param>
/// <param name="PauseMs">A pause in ms in the middle, or null.</param>
public sealed record TakeRequest(string MimeType, int? TimesliceMs = null, int? PauseMs = null)
{
    /// <summary>The name of the recording in the page.</summary>
    public string Name => $"{MimeType} {TimesliceMs} {PauseMs}";
}

/// <summary>What was recorded.</summary>
/// <param name="Name">The name of the recording in the page.</param>
/// <param name="MimeType">What MediaRecorder says that it made.</param>
/// <param name="Seconds">Recorded time by the page's clock in s, without a pause.</param>
/// <param name="HeardSeconds">Length of the sound in s as the browser itself decodes it.</param>
/// <param name="Parts">Number of parts that were handed over.</param>
/// <param name="DeviceRate">Sample rate of the microphone in Hz.</param>
public sealed record Take(string Name, string MimeType, double Seconds, double HeardSeconds, int Parts, int DeviceRate);
