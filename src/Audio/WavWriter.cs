using System.Buffers.Binary;

namespace CryApi.Audio;

/// <summary>Writes mono WAV files: RIFF with 16-bit PCM or 32-bit float.</summary>
public static class WavWriter
{
    /// <summary>
    /// Writes 16-bit PCM: round(x · 32768), clipped to 16 bits. What <see cref="WavDecoder"/> read from 16 bits comes back unchanged.
    /// </summary>
    /// <param name="stream">Where to write; it need not seek and is left open.</param>
    /// <param name="samples">Mono samples in −1…1.</param>
    /// <param name="sampleRate">Hz, above 0.</param>
    /// <exception cref="ArgumentException">A sample is NaN or infinite, or the samples exceed the 4 GB of RIFF.</exception>
    public static void WritePcm16(Stream stream, ReadOnlySpan<float> samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, samples, sampleRate, bytesPerSample: 2);
        Span<byte> block = stackalloc byte[4096];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length / 2);
            for (var i = 0; i < count; i++)
            {
                var value = Math.Clamp(MathF.Round(samples[i] * 32768f), -32768f, 32767f);
                BinaryPrimitives.WriteInt16LittleEndian(block[(2 * i)..], (short)value);
            }

            stream.Write(block[..(2 * count)]);
            samples = samples[count..];
        }
    }

    /// <summary>Writes 32-bit float, unchanged.</summary>
    /// <inheritdoc cref="WritePcm16"/>
    public static void WriteFloat32(Stream stream, ReadOnlySpan<float> samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, samples, sampleRate, bytesPerSample: 4);
        Span<byte> block = stackalloc byte[4096];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length / 4);
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(block[(4 * i)..], samples[i]);
            stream.Write(block[..(4 * count)]);
            samples = samples[count..];
        }
    }

    /// <summary>As <see cref="WritePcm16"/>, into an array.</summary>
    /// <inheritdoc cref="WritePcm16"/>
    public static byte[] ToPcm16(ReadOnlySpan<float> samples, int sampleRate)
    {
        using var stream = Buffer(44 + (2L * samples.Length));
        WritePcm16(stream, samples, sampleRate);
        return stream.GetBuffer();
    }

    /// <summary>As <see cref="WriteFloat32"/>, into an array.</summary>
    /// <inheritdoc cref="WritePcm16"/>
    public static byte[] ToFloat32(ReadOnlySpan<float> samples, int sampleRate)
    {
        using var stream = Buffer(58 + (4L * samples.Length));
        WriteFloat32(stream, samples, sampleRate);
        return stream.GetBuffer();
    }

    private static MemoryStream Buffer(long length) => length <= Array.MaxLength
        ? new MemoryStream((int)length)
        : throw new ArgumentException("The file exceeds what an array can hold; write it to a stream.");

    private static void WriteHeader(Stream stream, ReadOnlySpan<float> samples, int sampleRate, int bytesPerSample)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        foreach (var sample in samples)
        {
            if (!float.IsFinite(sample))
                throw new ArgumentException("A sample is NaN or infinite.", nameof(samples));
        }

        // All but plain PCM must have the length of its (empty) extension and a fact chunk with the number of frames.
        var plain = bytesPerSample == 2;
        var headerLength = plain ? 44 : 58;
        var dataLength = (long)samples.Length * bytesPerSample;
        if (dataLength + headerLength - 8 > uint.MaxValue - 1)
            throw new ArgumentException("The samples exceed the 4 GB of a RIFF file.", nameof(samples));

        Span<byte> header = stackalloc byte[headerLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(dataLength + headerLength - 8));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], plain ? 16u : 18u);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)(plain ? WavFormatTags.Pcm : WavFormatTags.Float));
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)((long)sampleRate * bytesPerSample));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)bytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], (ushort)(8 * bytesPerSample));
        if (!plain)
        {
            header[36..38].Clear();
            "fact"u8.CopyTo(header[38..]);
            BinaryPrimitives.WriteUInt32LittleEndian(header[42..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(header[46..], (uint)samples.Length);
        }

        "data"u8.CopyTo(header[(headerLength - 8)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[(headerLength - 4)..], (uint)dataLength);
        stream.Write(header);
    }
}
