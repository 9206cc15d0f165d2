using System.Buffers.Binary;

namespace CryApi.Browser.Tests.Page;

/// <summary>Files that visitors choose, made of the sample of a cry: a WAV of 16 kHz, 16 bit, mono.</summary>
internal static class Sounds
{
    private const int HeaderBytes = 44;

    public static byte[] Cry => File.ReadAllBytes(Visit.Sample("cry"));

    /// <summary>The cry with something else in its file.</summary>
    public static byte[] With(Action<byte[]> change)
    {
        var wav = Cry;
        change(wav);
        return wav;
    }

    /// <summary>The cry with each of its samples changed, and cut off where it goes beyond 16 bit.</summary>
    public static byte[] WithSamples(Func<double, double> change) => With(wav =>
    {
        for (var at = HeaderBytes; at < wav.Length; at += 2)
        {
            var sample = change(BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(at)));
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(at), (short)Math.Clamp(sample, short.MinValue, short.MaxValue));
        }
    });

    /// <summary>The beginning of the cry, or it and silence behind it.</summary>
    public static byte[] OfSeconds(double seconds)
    {
        var wav = Cry;
        var bytes = 2 * (int)(seconds * 16_000);
        Array.Resize(ref wav, HeaderBytes + bytes);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), bytes);
        return wav;
    }

    /// <summary>What an encoder makes; where this machine has none, the test is skipped.</summary>
    public static byte[] Encoded(Func<byte[]> encode)
    {
        try
        {
            return encode();
        }
        catch (EncoderMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
