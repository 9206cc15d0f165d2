using System.Text.Json.Nodes;

namespace CryApi.Browser.Tests;

/// <summary>What an answer must say of a recording, whatever is heard in it.</summary>
internal static class AnswerChecks
{
    /// <summary>Longest packet that Chromium's Opus encoder writes, in s; AAC and PCM have shorter ones.</summary>
    public const double Packet = 0.06;

    public static void ShouldDescribe(this JsonObject answer, Take take, string container, string codec)
    {
        var audio = answer["audio"]!;
        Assert.Equal((container, codec), ((string)audio["container"]!, (string)audio["codec"]!));

        // Opus is always 48 kHz to a decoder; the others are as the microphone gave it.
        Assert.Equal(codec == "opus" ? 48_000 : take.DeviceRate, (int)audio["sampleRate"]!);
        Assert.InRange((int)audio["channels"]!, 1, 2);

        var seconds = (double)audio["durationSeconds"]!;
        Assert.Equal(take.HeardSeconds, seconds, Packet);
        Assert.Equal(take.Seconds, seconds, 0.5);
    }
}
