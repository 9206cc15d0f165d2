namespace CryApi.Audio.Tests;

public class G711Tests
{
    // ITU-T G.711 table 2a and 2b: decoder output values y_n = (2 m + 33) 2^s − 33 for µ-law (14 bit), and for A-law
    // 2 m + 1 in the first segment, (2 m + 33) 2^(s−1) in the others (13 bit, in steps of half a unit).
    [Fact]
    public void Mu_law_follows_the_recommendations_table()
    {
        var decoded = Decoding.Decode(WavBytes.Of(7, 8, 1, AllCodes).Build());
        for (var code = 0; code < 256; code++)
        {
            var (sign, segment, step) = ((255 - code) >> 7, ((255 - code) >> 4) & 7, (255 - code) & 15);
            var level = ((((2 * step) + 33) * Math.Pow(2, segment)) - 33) * (sign == 0 ? 1 : -1);
            Assert.Equal((float)(level / 8192), decoded[code]);
        }
    }

    [Fact]
    public void A_law_follows_the_recommendations_table()
    {
        var decoded = Decoding.Decode(WavBytes.Of(6, 8, 1, AllCodes).Build());
        for (var code = 0; code < 256; code++)
        {
            var plain = code ^ 0b0101_0101;
            var (sign, segment, step) = (plain >> 7, (plain >> 4) & 7, plain & 15);
            var level = (segment == 0 ? (2 * step) + 1 : ((2 * step) + 33) * Math.Pow(2, segment - 1)) * (sign == 1 ? 1 : -1);
            Assert.Equal((float)(level / 4096), decoded[code]);
        }
    }

    [Theory]
    [InlineData(7, 0x00, -32_124)]
    [InlineData(7, 0x80, 32_124)]
    [InlineData(7, 0xFF, 0)]
    [InlineData(7, 0x7F, 0)]
    [InlineData(6, 0xD5, 8)]
    [InlineData(6, 0x55, -8)]
    [InlineData(6, 0xAA, 32_256)]
    [InlineData(6, 0x2A, -32_256)]
    public void Known_codes_have_their_known_16_bit_values(int tag, int code, int expected) =>
        Assert.Equal([expected / 32768f], Decoding.Decode(WavBytes.Of(tag, 8, 1, [(byte)code]).Build()));

    [Fact]
    public void Stereo_is_averaged_and_the_codec_is_named()
    {
        var file = WavBytes.Of(7, 8, 2, [0x80, 0x00, 0x80, 0x80]).Build();
        Assert.Equal([0f, 32_124 / 32768f], Decoding.Decode(file));
        Assert.Equal("pcm_mulaw", Decoding.Open(file).Codec);
        Assert.Equal("pcm_alaw", Decoding.Open(WavBytes.Of(6, 8, 2, [1, 2]).Build()).Codec);
    }

    private static byte[] AllCodes => [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
}
