using System.Buffers.Binary;
using System.Text;

namespace CryApi.Load.Tests;

/// <summary>Silence as AIFF, of 16 bit and one channel: as long and as large as a request may be, and a decoder has to read it.</summary>
internal static class LongAiff
{
    private const int HeaderBytes = 54;

    /// <summary>The file.</summary>
    /// <param name="seconds">How long it is.</param>
    /// <param name="rate">Samples per second, from 32,768 to 65,535.</param>
    public static byte[] Of(int seconds, int rate)
    {
        var frames = seconds * rate;
        var file = new byte[HeaderBytes + (2 * frames)];
        Encoding.ASCII.GetBytes("FORM\0\0\0\0AIFFCOMM\0\0\0\u0012\0\u0001").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), file.Length - 8);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(22), frames);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(26), 16);

        // An extended float: an exponent of 15 above its bias of 16383, and 64 bits of which the first is the whole.
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(28), 16383 + 15);
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(30), (ulong)rate << 48);
        Encoding.ASCII.GetBytes("SSND").CopyTo(file, 38);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(42), (2 * frames) + 8);
        return file;
    }
}
