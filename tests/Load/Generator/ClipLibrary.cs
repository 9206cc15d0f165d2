using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace CryApi.Load.Tests;

/// <summary>Clips of any length and format, made from the shipped samples; each is made once.</summary>
internal static class ClipLibrary
{
    private const int HeaderBytes = 44;
    private const int BytesPerSecond = 32_000;

    private static readonly ConcurrentDictionary<string, Lazy<byte[]?>> s_clips = new();

    private const string Plain = "wav-16k";
    private const string Cry = "cry.wav";

    private static readonly string[] s_sounds = [Cry, Cry, "speech.wav"];

    /// <summary>WAVs by the names that <see cref="Make"/> takes, and how they are made of one of 16 kHz, 16 bit, mono.</summary>
    private static readonly Dictionary<string, string> s_wavs = new()
    {
        ["wav-8k"] = "-i IN -ar 8000 -c:a pcm_s16le -f wav",
        ["wav-44k1-stereo"] = "-i IN -ar 44100 -ac 2 -c:a pcm_s16le -f wav",
        ["wav-48k"] = "-i IN -ar 48000 -c:a pcm_s16le -f wav",
    };

    /// <summary>A clip; null where its encoder isn't installed.</summary>
    /// <param name="format"><c>wav-16k</c>, another WAV of this class, or a name of <see cref="EncodedClip"/>.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="number">Chooses the sound where nothing has to be encoded; else it is a cry.</param>
    public static byte[]? Make(string format, int seconds, int number)
    {
        var sound = format == Plain ? s_sounds[number % s_sounds.Length] : Cry;
        return s_clips.GetOrAdd($"{format}/{seconds}/{sound}", _ => new(() => Encode(format, Wav(sound, seconds)))).Value;
    }

    /// <summary>A WAV of 16 bit whose sound is the sample again and again.</summary>
    /// <param name="sound">Name of the sample.</param>
    /// <param name="seconds">Its length at 16 kHz, mono.</param>
    /// <param name="sampleRate">Hz to claim, at which the sound is shorter.</param>
    /// <param name="channels">Channels to claim.</param>
    public static byte[] Wav(string sound, double seconds, int sampleRate = 16_000, int channels = 1)
    {
        var sample = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", sound));
        var wav = new byte[HeaderBytes + (4 * (int)(seconds * BytesPerSecond / 4))];
        sample.AsSpan(0, HeaderBytes).CopyTo(wav);
        for (var at = HeaderBytes; at < wav.Length; at += sample.Length - HeaderBytes)
        {
            var count = Math.Min(sample.Length - HeaderBytes, wav.Length - at);
            sample.AsSpan(HeaderBytes, count).CopyTo(wav.AsSpan(at));
        }

        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 2 * sampleRate * channels);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), (short)(2 * channels));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), wav.Length - HeaderBytes);
        return wav;
    }

    private static byte[]? Encode(string format, byte[] wav)
    {
        if (format == Plain)
            return wav;
        if (!s_wavs.TryGetValue(format, out var arguments))
            return EncodedClip.Named(format).Encode(wav);
        try
        {
            return MediaTool.Ffmpeg(arguments, wav);
        }
        catch (EncoderMissingException)
        {
            return null;
        }
    }
}
