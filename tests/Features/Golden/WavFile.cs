using System.Buffers.Binary;

namespace CryApi.Features.Tests.Golden;

/// <summary>Reads the reference clips: RIFF, mono, 16-bit PCM. Samples are int16/32768.</summary>
internal static class WavFile
{
    public static float[] Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        Assert.True(file[..4].SequenceEqual("RIFF"u8) && file.Slice(8, 4).SequenceEqual("WAVE"u8), path);
        for (int at = 12; at + 8 <= file.Length;)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            ReadOnlySpan<byte> body = file.Slice(at + 8, size);
            if (file.Slice(at, 4).SequenceEqual("fmt "u8))
            {
                Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(body));
                Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(body[2..]));
                Assert.Equal(16_000, BinaryPrimitives.ReadInt32LittleEndian(body[4..]));
                Assert.Equal(16, BinaryPrimitives.ReadInt16LittleEndian(body[14..]));
            }
            if (file.Slice(at, 4).SequenceEqual("data"u8))
            {
                float[] samples = new float[size / 2];
                for (int i = 0; i < samples.Length; i++)
                    samples[i] = BinaryPrimitives.ReadInt16LittleEndian(body[(2 * i)..]) / 32768f;
                return samples;
            }
            at += 8 + size + size % 2;
        }
        throw new InvalidDataException($"{path} has no data chunk.");
    }
}
