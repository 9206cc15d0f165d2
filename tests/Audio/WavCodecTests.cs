using System.Buffers.Binary;

namespace CryApi.Audio.Tests;

/// <summary>Every codec against values written down by hand from its definition.</summary>
public class WavCodecTests
{
    [Fact]
    public void Unsigned_8_bit_is_centred_at_128()
    {
        var file = WavBytes.Of(1, 8, 1, [0, 64, 127, 128, 129, 192, 255]).Build();
        Assert.Equal([-1f, -0.5f, -1f / 128, 0f, 1f / 128, 0.5f, 127f / 128], Decoding.Decode(file));
        Assert.Equal("pcm_u8", Decoding.Open(file).Codec);
    }

    [Fact]
    public void Every_16_bit_value_is_itself_over_32768()
    {
        var values = Enumerable.Range(short.MinValue, 65_536).Select(v => (short)v).ToArray();
        var file = WavBytes.Pcm16(values).Build();
        Assert.Equal(values.Select(v => v / 32768f), Decoding.Decode(file));
        Assert.Equal("pcm_s16le", Decoding.Open(file).Codec);
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 0x00, 0x80 }, -1f)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0x7F }, 8_388_607f / 8_388_608f)]
    [InlineData(new byte[] { 0x01, 0x00, 0x00 }, 1f / 8_388_608f)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF }, -1f / 8_388_608f)]
    [InlineData(new byte[] { 0x00, 0x00, 0xC0 }, -0.5f)]
    [InlineData(new byte[] { 0x56, 0x34, 0x12 }, 1_193_046f / 8_388_608f)]
    public void A_24_bit_value_is_itself_over_2_to_the_23(byte[] sample, float expected)
    {
        var file = WavBytes.Of(1, 24, 1, sample).Build();
        Assert.Equal([expected], Decoding.Decode(file));
        Assert.Equal("pcm_s24le", Decoding.Open(file).Codec);
    }

    [Theory]
    [InlineData(int.MinValue, -1.0)]
    [InlineData(int.MaxValue, 2_147_483_647 / 2_147_483_648.0)]
    [InlineData(1, 1 / 2_147_483_648.0)]
    [InlineData(1 << 30, 0.5)]
    [InlineData(-123_456_789, -123_456_789 / 2_147_483_648.0)]
    public void A_32_bit_value_is_itself_over_2_to_the_31(int sample, double expected)
    {
        var file = WavBytes.Of(1, 32, 1, BitConverter.GetBytes(sample)).Build();
        Assert.Equal([(float)expected], Decoding.Decode(file));
        Assert.Equal("pcm_s32le", Decoding.Open(file).Codec);
    }

    [Fact]
    public void Floats_come_through_unchanged_also_beyond_full_scale()
    {
        float[] values = [0f, -0f, 0.1f, -1f, 1.5f, -32_768f, float.Epsilon, 1e-30f, 0.333f];
        var single = WavBytes.Of(3, 32, 1, [.. values.SelectMany(BitConverter.GetBytes)]).Build();
        var twice = WavBytes.Of(3, 64, 1, [.. values.SelectMany(v => BitConverter.GetBytes((double)v))]).Build();
        Assert.Equal(values, Decoding.Decode(single));
        Assert.Equal(values, Decoding.Decode(twice));
        Assert.Equal("pcm_f32le", Decoding.Open(single).Codec);
        Assert.Equal("pcm_f64le", Decoding.Open(twice).Codec);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(1, 24)]
    [InlineData(1, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 64)]
    public void Channels_are_averaged(int tag, int bits)
    {
        foreach (var channels in new[] { 1, 2, 3, 6, 255 })
        {
            var random = new Random((1000 * channels) + bits);
            var values = new double[41 * channels];
            var data = new List<byte>();
            for (var i = 0; i < values.Length; i++)
            {
                var range = 1L << (bits == 64 ? 31 : bits - 1);
                var (stored, value) = Store(tag, bits, random.NextInt64(-range, range));
                data.AddRange(stored);
                values[i] = value;
            }

            var expected = values.Chunk(channels).Select(frame => (float)(frame.Sum() / channels)).ToArray();
            var decoded = Decoding.Decode(WavBytes.Of(tag, bits, channels, [.. data]).Build());
            Assert.Equal(expected.Length, decoded.Length);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], decoded[i], 6e-8);
        }
    }

    [Fact]
    public void Big_endian_files_give_the_same_samples()
    {
        foreach (var (tag, bits) in new[] { (1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64) })
        {
            foreach (var channels in new[] { 1, 2, 3 })
            {
                var size = bits / 8;
                var data = new byte[12 * channels * size];
                for (var i = 0; i < data.Length / size; i++)
                    Store(tag, bits, (i * 7919 % 200) - 100).Stored.CopyTo(data, i * size);
                var swapped = data.Chunk(size).SelectMany(sample => sample.Reverse()).ToArray();
                var little = WavBytes.Of(tag, bits, channels, data);
                var big = little with { Riff = "RIFX", Data = swapped };
                var expected = Decoding.Decode(little.Build());
                Assert.Equal(expected, Decoding.Decode(big.Build()));
                Assert.Equal(expected, Decoding.Decode((big with { Extensible = true, GuidTail = BigTail }).Build()));
                var codec = Decoding.Open(little.Build()).Codec.Replace("le", "be", StringComparison.Ordinal);
                Assert.Equal(codec, Decoding.Open(big.Build()).Codec);
            }
        }
    }

    [Fact]
    public void Odd_sizes_such_as_12_and_20_bits_fill_their_bytes_from_the_top()
    {
        Assert.Equal([-1f, 0.5f], Decoding.Decode(WavBytes.Of(1, 12, 1, [0x00, 0x80, 0x00, 0x40]).Build()));
        Assert.Equal([-1f, 0.5f], Decoding.Decode(WavBytes.Of(1, 20, 1, [0, 0, 0x80, 0, 0, 0x40]).Build()));
        var extensible = WavBytes.Of(1, 24, 1, [0, 0, 0x80, 0, 0, 0x40]) with { Extensible = true, ValidBits = 20 };
        Assert.Equal([-1f, 0.5f], Decoding.Decode(extensible.Build()));
    }

    private static byte[] BigTail => [0x00, 0x00, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    private static (byte[] Stored, double Value) Store(int tag, int bits, long sample)
    {
        var bytes = new byte[8];
        switch (tag, bits)
        {
            case (1, 8):
                return ([(byte)(sample + 128)], sample / 128.0);
            case (1, _):
                BinaryPrimitives.WriteInt64LittleEndian(bytes, sample);
                return (bytes[..(bits / 8)], sample / Math.Pow(2, bits - 1));
            case (_, 32):
                BinaryPrimitives.WriteSingleLittleEndian(bytes, sample / 2147483648f);
                return (bytes[..4], sample / 2147483648f);
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, sample / 2147483648.0);
                return (bytes, sample / 2147483648.0);
        }
    }
}
