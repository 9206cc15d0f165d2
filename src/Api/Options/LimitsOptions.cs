using CryApi.Audio;

namespace CryApi.Api;

/// <summary>What one request may ask for: the section <c>Limits</c> of the configuration.</summary>
public sealed class LimitsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>Most bytes in a request body, form parts and their headers included. Default 67,108,864 (64 MiB).</summary>
    public long MaxBodyBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Shortest audio in seconds. Default 0.1.</summary>
    public double MinDurationSeconds { get; set; } = 0.1;

    /// <summary>Longest audio in seconds. Default 600.</summary>
    public double MaxDurationSeconds { get; set; } = 600;

    /// <summary>Lowest sample rate in Hz. Default 4,000.</summary>
    public int MinSampleRate { get; set; } = 4_000;

    /// <summary>Highest sample rate in Hz. Default 192,000.</summary>
    public int MaxSampleRate { get; set; } = 192_000;

    /// <summary>Most channels. Default 64.</summary>
    public int MaxChannels { get; set; } = 64;

    /// <summary>
    /// Longest time in seconds, of the clock and of the processor, that decoding one file may take where that is not done in process. Default 15.
    /// </summary>
    public double DecodeTimeoutSeconds { get; set; } = 15;

    /// <summary>Longest time in seconds for the work on one request, from when its body is there, waiting included. Default 30.</summary>
    public double RequestTimeoutSeconds { get; set; } = 30;

    /// <summary>Longest time in seconds that a body may take to arrive. Default 120.</summary>
    public double BodyTimeoutSeconds { get; set; } = 120;

    /// <summary>Requests worked on at once; 0 means one per processor. Default 0.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>
    /// Requests that wait for their turn, those included whose body has been arriving for less than 0.2 s; while there are so many, further ones
    /// are a 503 before their body is read. 0 means 16 for each that is worked on. Default 0.
    /// </summary>
    public int MaxQueueLength { get; set; }

    /// <summary>
    /// Requests with a body in memory at once: arriving, waiting and worked on. One more is a 503. 0 means 16 times as many as wait and are worked on.
    /// Default 0.
    /// </summary>
    public int MaxInFlight { get; set; }

    /// <summary>
    /// Most bytes of memory for all bodies together, without the copy that a decoder gets of each that is worked on (see
    /// <see cref="MaxConcurrency"/>); a body that finds no room is a 503. 0 means a quarter of what the runtime gives its heap (in a
    /// container three quarters of the limit), and at least three times <see cref="MaxBodyBytes"/>. Default 0.
    /// </summary>
    public long MaxBytesInFlight { get; set; }

    /// <summary>The part of the limits that decoders keep.</summary>
    internal AudioLimits ToAudioLimits() => new()
    {
        MinDurationSeconds = MinDurationSeconds,
        MaxDurationSeconds = MaxDurationSeconds,
        MinSampleRate = MinSampleRate,
        MaxSampleRate = MaxSampleRate,
        MaxChannels = MaxChannels,
    };
}
