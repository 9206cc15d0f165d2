using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CryApi.Tests;

/// <summary>
/// An AMR-WB file (RFC 4867, section 5) by VisualOn's encoder, Debian's <c>libvo-amrwbenc0</c>: neither Debian's ffmpeg nor its SoX writes it.
/// </summary>
internal static partial class AmrWideband
{
    private const string Library = "libvo-amrwbenc.so.0";

    // 20 ms at 16 kHz; mode 8 is 23.85 kbit/s.
    private const int FrameLength = 320;
    private const short Mode = 8;

    /// <summary>Encodes; the last frame is filled up with silence.</summary>
    /// <param name="pcm">16-bit little-endian mono samples at 16 kHz, without a header.</param>
    public static byte[] Encode(byte[] pcm)
    {
        if (!NativeLibrary.TryLoad(Library, out _))
            throw new EncoderMissingException($"{Library} (Debian: libvo-amrwbenc0) is not installed.");
        using var file = new MemoryStream();
        file.Write("#!AMR-WB\n"u8);
        var encoder = Open();
        try
        {
            Span<short> speech = stackalloc short[FrameLength];
            Span<byte> frame = stackalloc byte[64];
            for (var position = 0; position + 1 < pcm.Length; position += 2 * FrameLength)
            {
                speech.Clear();
                for (var i = 0; i < FrameLength && position + (2 * i) + 1 < pcm.Length; i++)
                    speech[i] = BinaryPrimitives.ReadInt16LittleEndian(pcm.AsSpan(position + (2 * i)));
                var length = EncodeFrame(encoder, Mode, ref speech[0], ref frame[0], 0);
                file.Write(frame[..length]);
            }
        }
        finally
        {
            Close(encoder);
        }

        return file.ToArray();
    }

    [LibraryImport(Library, EntryPoint = "E_IF_init")]
    private static partial nint Open();

    [LibraryImport(Library, EntryPoint = "E_IF_encode")]
    private static partial int EncodeFrame(nint encoder, short mode, ref short speech, ref byte frame, short discontinuous);

    [LibraryImport(Library, EntryPoint = "E_IF_exit")]
    private static partial void Close(nint encoder);
}
