namespace CryApi.Audio;

/// <summary>What a decoder accepts. The defaults are those of the HTTP contract.</summary>
public sealed record AudioLimits
{
    /// <summary>Longest audio in seconds. Default 600.</summary>
    public double MaxDurationSeconds { get; init; } = 600;

    /// <summary>Shortest audio in seconds. Default 0.1.</summary>
    public double MinDurationSeconds { get; init; } = 0.1;

    /// <summary>Lowest sample rate in Hz. Default 4,000.</summary>
    public int MinSampleRate { get; init; } = 4_000;

    /// <summary>Highest sample rate in Hz. Default 192,000.</summary>
    public int MaxSampleRate { get; init; } = 192_000;

    /// <summary>Most channels. Default 64.</summary>
    public int MaxChannels { get; init; } = 64;
}
