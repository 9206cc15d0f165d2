namespace CryApi.Audio.Tests;

/// <summary>Headers as real writers leave them.</summary>
public class WavHeaderTests
{
    private static readonly float[] s_expected = [0.25f, -0.5f, 0.75f];

    private static WavBytes Three => WavBytes.Pcm16(8192, -16_384, 24_576);

    [Fact]
    public void Chunks_around_format_and_data_are_skipped_with_their_padding()
    {
        var file = Three with
        {
            Chunks =
            [
                ("JUNK", new byte[28]), ("bext", new byte[603]), ("fmt ", []), ("fact", [3, 0, 0, 0]),
                ("LIST", "INFOISFT\u0005\0\0\0Lavf\0"u8.ToArray()), ("odd1", [1]), ("odd3", [1, 2, 3]), ("nil ", []),
                ("data", []), ("id3 ", new byte[77]),
            ],
        };
        Assert.Equal(s_expected, Decoding.Decode(file.Build()));
    }

    [Fact]
    public void The_format_may_come_after_the_data() => Assert.Equal(
        s_expected,
        Decoding.Decode((Three with { Chunks = [("odd ", [9]), ("data", []), ("LIST", [1]), ("fmt ", [])] }).Build()));

    [Fact]
    public void A_missing_padding_byte_before_the_format_or_the_data_is_forgiven()
    {
        var unpadded = Three with { Pad = false, Chunks = [("odd ", [9]), ("fmt ", []), ("odd ", [1, 2, 3]), ("data", [])] };
        Assert.Equal(s_expected, Decoding.Decode(unpadded.Build()));
        var eight = WavBytes.Of(1, 8, 1, [0, 128, 192]) with { Pad = false };
        Assert.Equal([-1f, 0f, 0.5f], Decoding.Decode(eight.Build()));
    }

    [Fact]
    public void The_first_format_and_the_first_data_count()
    {
        var other = WavBytes.Of(1, 8, 2, []).Build()[20..36];
        byte[] second = [.. "fmt "u8, 16, 0, 0, 0, .. other, .. "data"u8, 2, 0, 0, 0, 1, 2];
        Assert.Equal(s_expected, Decoding.Decode([.. Three.Build(), .. second]));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(12_345_678u)]
    [InlineData(0x7FFFF000u)]
    [InlineData(uint.MaxValue)]
    public void The_size_in_the_riff_header_is_not_believed(uint size) =>
        Assert.Equal(s_expected, Decoding.Decode((Three with { RiffSize = size }).Build()));

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void A_data_size_left_open_reads_to_the_end(uint size)
    {
        byte[] file = [.. (Three with { DataSize = size }).Build(), 0x00, 0x40, 0x7F];
        Assert.Equal([.. s_expected, 0.5f], Decoding.Decode(file));
        Assert.Equal(4, Decoding.Open(file).KnownLength);
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void A_64_bit_header_takes_the_data_size_from_ds64(string riff)
    {
        var file = (Three with { Chunks = [("fmt ", []), ("data", []), ("LIST", new byte[20])] }).AsRf64(6) with { Riff = riff };
        Assert.Equal(s_expected, Decoding.Decode(file.Build()));
        Assert.Equal(s_expected, Decoding.Decode((file with { DataSize = 0 }).Build()));
        Assert.Equal("wav", Decoding.Open(file.Build()).Container);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(ulong.MaxValue)]
    public void A_64_bit_header_with_the_size_left_open_is_a_stream(ulong size)
    {
        var file = Three.AsRf64(size);
        Assert.Equal(s_expected, Decoding.Decode(file.Build()));
        Assert.Equal(s_expected, Decoding.Decode((file with { Chunks = [("fmt ", []), ("data", [])] }).Build()));
    }

    [Theory]
    [InlineData(7ul)]
    [InlineData(1ul << 32)]
    [InlineData(1ul << 63)]
    [InlineData(ulong.MaxValue - 1)]
    public void A_64_bit_size_beyond_the_body_is_truncated(ulong size) =>
        Assert.Equal(AudioErrorCode.Truncated, Decoding.ErrorOf(Three.AsRf64(size).Build()));

    [Fact]
    public void Ds64_means_nothing_in_plain_riff() =>
        Assert.Equal(s_expected, Decoding.Decode((Three.AsRf64(2) with { Riff = "RIFF" }).Build()));

    [Fact]
    public void An_incomplete_last_frame_is_left_out()
    {
        var stereo = WavBytes.Of(1, 16, 2, [0, 0x40, 0, 0x40, 0, 0x20, 0]);
        Assert.Equal([0.5f], Decoding.Decode(stereo.Build()));
        Assert.Equal([0.5f], Decoding.Decode((stereo with { DataSize = 0, Pad = false }).Build()));
    }

    [Fact]
    public void Trailing_bytes_after_the_data_are_no_samples() =>
        Assert.Equal(s_expected, Decoding.Decode([.. Three.Build(), .. "TAG whatever"u8, .. new byte[999]]));

    [Fact]
    public void The_missing_padding_of_a_last_odd_data_chunk_is_no_truncation() =>
        Assert.Equal([-1f, 0f, 0.5f], Decoding.Decode((WavBytes.Of(1, 8, 1, [0, 128, 192]) with { Pad = false }).Build()));

    [Fact]
    public void The_extensible_format_names_its_codec_in_the_sub_format()
    {
        (int, int, byte[])[] halves = [(1, 16, [0, 0x40]), (3, 32, BitConverter.GetBytes(0.5f)), (1, 24, [0, 0, 0x40])];
        foreach (var (tag, bits, data) in halves)
            Assert.Equal([0.5f], Decoding.Decode((WavBytes.Of(tag, bits, 1, data) with { Extensible = true }).Build()));
        Assert.Equal([32_124 / 32768f], Decoding.Decode((WavBytes.Of(7, 8, 1, [0x80]) with { Extensible = true }).Build()));
    }

    [Fact]
    public void A_format_chunk_with_an_empty_or_a_long_extension_is_read()
    {
        var fmt = Three.Build()[20..36];
        Assert.Equal(s_expected, Decoding.Decode((Three with { Fmt = [.. fmt, 0, 0] }).Build()));
        Assert.Equal(s_expected, Decoding.Decode((Three with { Fmt = [.. fmt, .. new byte[100]] }).Build()));
    }

    [Fact]
    public void What_the_header_says_is_told()
    {
        var source = Decoding.Open((WavBytes.Of(1, 24, 5, new byte[15 * 100]) with { Rate = 44_100 }).Build());
        Assert.Equal(("wav", "pcm_s24le"), (source.Container, source.Codec));
        Assert.Equal((44_100, 5, 100L), (source.SampleRate, source.Channels, source.KnownLength));
    }

    [Fact]
    public void As_many_channels_as_a_header_can_hold_are_averaged()
    {
        var frame = new byte[65_535];
        Array.Fill(frame, (byte)192);
        var file = WavBytes.Of(1, 8, 65_535, [.. frame, .. frame]).Build();
        Assert.Equal([0.5f, 0.5f], Decoding.Decode(file));
        Assert.Equal(AudioErrorCode.TooManyChannels, Decoding.ErrorOf(file, Decoding.Loose with { MaxChannels = 65_534 }));
    }
}
