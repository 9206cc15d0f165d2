using static CryApi.Audio.AudioErrorCode;

namespace CryApi.Audio.Tests;

/// <summary>The contract's table of refusals.</summary>
public class WavErrorTests
{
    private static readonly AudioLimits s_default = new();

    private static readonly byte[] s_ambisonic = [0x21, 7, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0, 0, 0];

    private static WavBytes Good => WavBytes.Ramp();

    public static TheoryData<string, AudioErrorCode, byte[]> Refusals => new()
    {
        { "no bytes", EmptyBody, [] },
        { "a letter", UnsupportedFormat, "R"u8.ToArray() },
        { "text", UnsupportedFormat, "Hello, this is no audio at all."u8.ToArray() },
        { "RIFF that is AVI", UnsupportedFormat, (Good with { Form = "AVI " }).Build() },
        { "RIFF that is WebP", UnsupportedFormat, (Good with { Form = "WEBP" }).Build() },
        { "magic only", Truncated, "RIFF"u8.ToArray() },
        { "cut in the form", Truncated, Good.Build()[..10] },
        { "cut in the format", Truncated, Good.Build()[..30] },
        { "cut between format and data", Truncated, Good.Build()[..36] },
        { "cut in the data's header", Truncated, Good.Build()[..41] },
        { "cut in the data", Truncated, Good.Build()[..^1] },
        { "header alone", Truncated, Good.Build()[..44] },
        { "claims 4 GB less a byte", Truncated, (Good with { DataSize = uint.MaxValue - 1 }).Build() },
        { "claims 2 GB", Truncated, (Good with { DataSize = 0x7FFF_FFFF }).Build() },
        { "claims one byte too many", Truncated, (Good with { DataSize = 8001 }).Build() },
        { "a chunk of 4 GB before the data", Truncated, ChunkOf4Gb() },
        { "no data chunk", Corrupt, (Good with { Chunks = [("fmt ", [])] }).Build() },
        { "no format chunk", Corrupt, (Good with { Chunks = [("data", [])] }).Build() },
        { "stream before its format", Corrupt, (Good with { DataSize = 0, Chunks = [("data", []), ("fmt ", [])] }).Build() },
        { "format of 14 bytes", Corrupt, (Good with { Fmt = Good.Build()[20..34] }).Build() },
        { "0 channels", Corrupt, (Good with { Channels = 0, BlockAlign = 2 }).Build() },
        { "0 channels, block 0", Corrupt, (Good with { Channels = 0 }).Build() },
        { "0 Hz", Corrupt, (Good with { Rate = 0 }).Build() },
        { "0 bits", Corrupt, (Good with { Bits = 0, BlockAlign = 2 }).Build() },
        { "0 bits, float", Corrupt, (Good with { Tag = 3, Bits = 0 }).Build() },
        { "block align 0", Corrupt, (Good with { BlockAlign = 0 }).Build() },
        { "block align 3", Corrupt, (Good with { BlockAlign = 3 }).Build() },
        { "more valid bits than bits", Corrupt, (Good with { Extensible = true, ValidBits = 24 }).Build() },
        { "extension cut short", Corrupt, (Good with { Fmt = (Good with { Extensible = true }).Build()[20..44] }).Build() },
        { "A-law of 16 bits", Corrupt, (Good with { Tag = 6 }).Build() },
        { "no samples", TooShort, (Good with { Data = [] }).Build() },
        { "less than one frame", TooShort, (Good with { Data = [1] }).Build() },
        { "99 ms", TooShort, WavBytes.Ramp(1599).Build() },
        { "601 s", AudioTooLong, (WavBytes.Of(1, 8, 1, new byte[601 * 4000]) with { Rate = 4000 }).Build() },
        { "601 s of stream", AudioTooLong, (WavBytes.Of(1, 8, 1, new byte[601 * 4000]) with { Rate = 4000, DataSize = 0 }).Build() },
        { "3,999 Hz", UnsupportedSampleRate, (Good with { Rate = 3999 }).Build() },
        { "192,001 Hz", UnsupportedSampleRate, (Good with { Rate = 192_001 }).Build() },
        { "4 GHz", UnsupportedSampleRate, (Good with { Rate = uint.MaxValue }).Build() },
        { "IMA ADPCM", UnsupportedFormat, (Good with { Tag = 0x11, Bits = 4, BlockAlign = 256 }).Build() },
        { "MP3", UnsupportedFormat, (Good with { Tag = 0x55, Bits = 0, BlockAlign = 1 }).Build() },
        { "extensible ADPCM", UnsupportedFormat, (Good with { Tag = 2, Extensible = true }).Build() },
        { "foreign sub-format", UnsupportedFormat, (Good with { Extensible = true, GuidTail = s_ambisonic }).Build() },
        { "PCM of 64 bits", UnsupportedFormat, (Good with { Bits = 64 }).Build() },
        { "float of 16 bits", UnsupportedFormat, (Good with { Tag = 3 }).Build() },
        { "NaN", Corrupt, Floats(float.NaN) },
        { "infinity", Corrupt, Floats(float.PositiveInfinity) },
        { "minus infinity", Corrupt, Floats(float.NegativeInfinity) },
        { "a float no sound can have", Corrupt, Floats(1e30f) },
        { "a double beyond all floats", Corrupt, WavBytes.Of(3, 64, 1, [.. new byte[80_000], .. BitConverter.GetBytes(1e300)]).Build() },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void Each_defect_has_its_code(string defect, AudioErrorCode expected, byte[] file)
    {
        var exception = Assert.Throws<AudioException>(() => { Decoding.Decode(file, s_default); });
        Assert.True(expected == exception.Code, $"{defect}: {exception.Code}, {exception.Message}");
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_bad_float_anywhere_is_found_in_mono_stereo_and_more()
    {
        foreach (var channels in new[] { 1, 2, 3 })
        {
            foreach (var at in Enumerable.Range(0, 40))
            {
                var values = new float[40 * channels];
                values[(at * channels) + (at % channels)] = at % 2 == 0 ? float.NaN : float.NegativeInfinity;
                var data = values.SelectMany(BitConverter.GetBytes).ToArray();
                Assert.Equal(Corrupt, Decoding.ErrorOf(WavBytes.Of(3, 32, channels, data).Build()));
            }
        }
    }

    [Fact]
    public void Opposite_infinities_do_not_cancel_out()
    {
        byte[] frame = [.. BitConverter.GetBytes(float.PositiveInfinity), .. BitConverter.GetBytes(float.NegativeInfinity)];
        foreach (var frames in new[] { 1, 64 })
        {
            var data = Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes).ToArray();
            Assert.Equal(Corrupt, Decoding.ErrorOf(WavBytes.Of(3, 32, 2, data).Build()));
        }
    }

    [Fact]
    public void Every_proper_prefix_of_a_good_file_is_truncated()
    {
        var file = WavBytes.Ramp(1600).Build();
        for (var length = 4; length < file.Length; length++)
            Assert.Equal(Truncated, Decoding.ErrorOf(file[..length], s_default));
        Assert.Equal(1600, Decoding.Decode(file, s_default).Length);
    }

    [Theory]
    [InlineData(4_000, 400)]
    [InlineData(4_000, 2_400_000)]
    [InlineData(44_100, 4_410)]
    [InlineData(192_000, 19_200)]
    public void The_limits_themselves_are_accepted(uint rate, int samples)
    {
        var file = (WavBytes.Of(1, 8, 1, new byte[samples]) with { Rate = rate }).Build();
        Assert.Equal(samples, Decoding.Decode(file, s_default, 65_536).Length);
    }

    [Fact]
    public void Other_codecs_are_named_with_their_tag()
    {
        var exception = Assert.Throws<AudioException>(() => { Decoding.Decode((Good with { Tag = 0x11, Bits = 4 }).Build()); });
        Assert.StartsWith(
            "The WAV file holds IMA ADPCM (format tag 0x0011). This server decodes: WAV (", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Floats(float last) => WavBytes.Of(3, 32, 1, [.. new byte[40_000], .. BitConverter.GetBytes(last)]).Build();

    private static byte[] ChunkOf4Gb()
    {
        var file = (Good with { Chunks = [("LIST", new byte[4]), ("fmt ", []), ("data", [])] }).Build();
        file.AsSpan(16, 4).Fill(0xFF);
        return file;
    }
}
