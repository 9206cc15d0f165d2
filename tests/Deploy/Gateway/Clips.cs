using System.Buffers.Binary;

namespace CryApi.Deploy.Tests.Gateway;

/// <summary>What is sent.</summary>
internal static class Clips
{
    private const int HeaderBytes = 44;
    private const int Channels = 8;
    private const int Times = 12;

    private static readonly Lazy<byte[]> s_large = new(MakeLarge);

    /// <summary>Seven seconds of a crying baby: a WAV file of 16 kHz, 16 bits, one channel.</summary>
    public static byte[] Cry { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    /// <summary>The same with twelve times the sample rate and eight channels: about 20 MB that are soon worked on.</summary>
    public static byte[] Large => s_large.Value;

    private static byte[] MakeLarge()
    {
        var samples = Cry.AsSpan(HeaderBytes);
        var file = new byte[HeaderBytes + (samples.Length * Channels * Times)];
        Cry.AsSpan(0, HeaderBytes).CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), Channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 16_000 * Times);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 16_000 * Times * Channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), Channels * 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - HeaderBytes);
        var target = file.AsSpan(HeaderBytes);
        for (var i = 0; i < samples.Length; i += 2)
        {
            for (var copy = 0; copy < Channels * Times; copy++, target = target[2..])
                samples.Slice(i, 2).CopyTo(target);
        }

        return file;
    }
}
