namespace CryApi.Audio.Tests;

public class WavWriterTests
{
    [Fact]
    public void Sixteen_bit_files_are_written_byte_for_byte_as_the_format_says()
    {
        byte[] expected =
        [
            .. "RIFF"u8, 46, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0,
            .. "data"u8, 10, 0, 0, 0, 0, 0, 0, 0x40, 0xFF, 0x7F, 0, 0x80, 1, 0,
        ];
        Assert.Equal(expected, WavWriter.ToPcm16([0f, 0.5f, 1f, -3f, 0.9f / 32768], 16_000));
    }

    [Fact]
    public void Every_16_bit_value_survives_reading_and_writing()
    {
        var file = WavBytes.Pcm16([.. Enumerable.Range(short.MinValue, 65_536).Select(v => (short)v)]).Build();
        Assert.Equal(file, WavWriter.ToPcm16(Decoding.Decode(file), 16_000));
    }

    [Fact]
    public void Floats_survive_writing_and_reading()
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, 5000).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray();
        var file = WavWriter.ToFloat32(samples, 22_050);
        Assert.Equal(samples, Decoding.Decode(file));
        Assert.Equal((22_050, 1, "pcm_f32le"), (Decoding.Open(file).SampleRate, Decoding.Open(file).Channels, Decoding.Open(file).Codec));
        Assert.Equal((uint)(file.Length - 8), BitConverter.ToUInt32(file, 4));
    }

    [Fact]
    public void No_samples_make_a_file_without_samples() =>
        Assert.Equal(AudioErrorCode.TooShort, Decoding.ErrorOf(WavWriter.ToPcm16([], 8000)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_sample_is_not_written(float sample)
    {
        Assert.Throws<ArgumentException>(() => { WavWriter.ToPcm16([sample], 8000); });
        Assert.Throws<ArgumentException>(() => { WavWriter.ToFloat32([sample], 8000); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { WavWriter.ToPcm16([0f], 0); });
    }

    [Fact]
    public void A_stream_is_written_and_left_open()
    {
        using var stream = new MemoryStream();
        WavWriter.WritePcm16(stream, new float[3000], 8000);
        Assert.Equal(44 + 6000, stream.Length);
        stream.WriteByte(1);
        Assert.Equal(WavWriter.ToPcm16(new float[3000], 8000), stream.ToArray()[..^1]);
    }
}
