using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CryApi.Tests;

/// <summary>One container and codec that phones, browsers or recorders write, made on the fly from a WAV by encoders that are not ours.</summary>
/// <param name="Name">Short name, lower case with hyphens.</param>
/// <param name="Extension">As such files are called, with its dot.</param>
/// <param name="Container">What answers call the container.</param>
/// <param name="Codec">What answers call the codec: ffmpeg's name.</param>
/// <param name="SampleRate">Hz after encoding, as decoded.</param>
/// <param name="BitRate">kbit/s, roughly.</param>
internal sealed record EncodedClip(string Name, string Extension, string Container, string Codec, int SampleRate, double BitRate)
{
    private static readonly ConcurrentDictionary<string, Lazy<(byte[]? File, string? Reason)>> s_made = new();

    /// <summary>Whether every sample of a 16-bit mono WAV at <see cref="SampleRate"/> comes back unchanged.</summary>
    public bool IsLossless { get; init; }

    /// <summary>Channels after encoding a mono WAV.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>From a WAV to the file, step by step.</summary>
    public required IReadOnlyList<Func<byte[], byte[]>> Steps { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EncodedClip> All { get; } =
        [.. EncodedClips.Plain, .. EncodedClips.Mp4Family, .. EncodedClips.Amr, .. EncodedClips.Matroska, .. EncodedClips.Recorders];

    /// <summary>The names of all, for theories.</summary>
    public static IEnumerable<string> Names => All.Select(clip => clip.Name);

    /// <summary>One of them.</summary>
    public static EncodedClip Named(string name) => All.Single(clip => clip.Name == name);

    /// <summary>The file, or null where its encoder isn't installed. Each is made once in a test run; don't change the bytes.</summary>
    /// <param name="wav">A mono WAV file.</param>
    public byte[]? Encode(byte[] wav) => Make(wav).File;

    /// <summary>Why <see cref="Encode"/> gave null.</summary>
    public string? WhyNot(byte[] wav) => Make(wav).Reason;

    public override string ToString() => Name;

    private (byte[]? File, string? Reason) Make(byte[] wav)
    {
        var key = $"{Name}/{Convert.ToHexString(SHA256.HashData(wav))}";
        return s_made.GetOrAdd(key, _ => new(() => Run(wav))).Value;
    }

    private (byte[]? File, string? Reason) Run(byte[] wav)
    {
        try
        {
            return (Steps.Aggregate(wav, (bytes, step) => step(bytes)), null);
        }
        catch (EncoderMissingException exception)
        {
            return (null, exception.Message);
        }
    }
}
