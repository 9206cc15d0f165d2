using System.Buffers.Binary;

namespace CryApi.Audio.Tests;

/// <summary>Files for single tests.</summary>
internal static class Made
{
    /// <summary>The sample cry: 7 s at 16 kHz, mono, 16 bit.</summary>
    public static byte[] Wav { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    /// <summary>One of the catalogue, of the sample cry.</summary>
    public static byte[] Clip(string name) => EncodedClip.Named(name).EncodeOrSkip(Wav);

    /// <summary>What ffmpeg makes of it, or of no input; skips the test where it lacks the encoder.</summary>
    /// <inheritdoc cref="MediaTool.Ffmpeg"/>
    public static byte[] By(string arguments, byte[]? input = null)
    {
        try
        {
            return MediaTool.Ffmpeg(arguments, input ?? Wav);
        }
        catch (EncoderMissingException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    /// <summary>An ID3v2.3 tag with a picture (id3.org, "ID3 tag version 2.3.0") whose bytes look like headers of MPEG audio.</summary>
    public static byte[] Id3(int pictureLength)
    {
        var picture = new byte[pictureLength];
        new Random(pictureLength).NextBytes(picture);
        for (var i = 0; i < picture.Length - 1; i += 7)
            (picture[i], picture[i + 1]) = (0xFF, 0xFB);
        byte[] content = [0, .. "image/jpeg\0"u8, 3, 0, .. picture];
        var frame = new byte[10];
        "APIC"u8.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), content.Length);
        var size = frame.Length + content.Length;
        byte[] sevenBits = [(byte)(size >> 21), (byte)((size >> 14) & 127), (byte)((size >> 7) & 127), (byte)(size & 127)];
        return [.. "ID3\u0003\0\0"u8, .. sevenBits, .. frame, .. content];
    }
}
