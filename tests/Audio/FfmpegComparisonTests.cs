namespace CryApi.Audio.Tests;

/// <summary>Files that ffmpeg wrote, and what ffmpeg reads in files that were made here.</summary>
public class FfmpegComparisonTests
{
    [Theory]
    [InlineData("pcm_u8", 1, 8000, "OUT")]
    [InlineData("pcm_u8", 2, 44_100, "OUT")]
    [InlineData("pcm_s16le", 1, 16_000, "OUT")]
    [InlineData("pcm_s16le", 2, 48_000, "OUT")]
    [InlineData("pcm_s16le", 6, 48_000, "OUT")]
    [InlineData("pcm_s24le", 1, 96_000, "OUT")]
    [InlineData("pcm_s24le", 2, 44_100, "OUT")]
    [InlineData("pcm_s24le", 8, 48_000, "OUT")]
    [InlineData("pcm_s32le", 1, 192_000, "OUT")]
    [InlineData("pcm_s32le", 3, 22_050, "OUT")]
    [InlineData("pcm_f32le", 1, 16_000, "OUT")]
    [InlineData("pcm_f32le", 2, 44_100, "OUT")]
    [InlineData("pcm_f32le", 6, 48_000, "OUT")]
    [InlineData("pcm_f64le", 1, 11_025, "OUT")]
    [InlineData("pcm_f64le", 2, 32_000, "OUT")]
    [InlineData("pcm_alaw", 1, 8000, "OUT")]
    [InlineData("pcm_alaw", 2, 16_000, "OUT")]
    [InlineData("pcm_mulaw", 1, 8000, "OUT")]
    [InlineData("pcm_mulaw", 4, 8000, "OUT")]
    [InlineData("pcm_s16le", 1, 16_000, "-")]
    [InlineData("pcm_f32le", 3, 16_000, "-")]
    [InlineData("pcm_s16le", 2, 16_000, "-rf64 always OUT")]
    [InlineData("pcm_s24le", 5, 16_000, "-rf64 always OUT")]
    [InlineData("pcm_u8", 1, 8000, "-write_bext 1 -metadata title=odd OUT")]
    public void Files_that_ffmpeg_writes_decode_as_ffmpeg_decodes_them(string codec, int channels, int rate, string output)
    {
        Ffmpeg.SkipUnlessPresent();
        var file = Ffmpeg.Run($"-f lavfi -i {Noise(channels, rate)} -c:a {codec} -f wav {output}");
        Assert.NotNull(file);
        var source = Decoding.Open(file, new());
        Assert.Equal((codec, channels, rate), (source.Codec, source.Channels, source.SampleRate));
        AssertEqual(Ffmpeg.DecodeToMono(file, channels), Decoding.ReadAll(source));
    }

    // Not RIFX: ffmpeg 5.1 takes its samples for little-endian, unlike libsndfile, which writes such files.
    [Theory]
    [InlineData(1, 8, 3)]
    [InlineData(1, 16, 3)]
    [InlineData(1, 24, 1)]
    [InlineData(1, 32, 1)]
    [InlineData(6, 8, 1)]
    [InlineData(7, 8, 3)]
    public void Ffmpeg_reads_the_same_samples_in_files_made_here(int tag, int bits, int channels)
    {
        Ffmpeg.SkipUnlessPresent();
        var data = new byte[3 * 1000 * bits / 8];
        new Random(bits).NextBytes(data);
        (string, byte[])[] chunks = [("LIST", new byte[9]), ("fmt ", []), ("odd ", [1]), ("data", [])];
        var file = (WavBytes.Of(tag, bits, channels, data) with { Chunks = chunks }).Build();
        AssertEqual(Ffmpeg.DecodeToMono(file, channels), Decoding.Decode(file));
    }

    [Theory]
    [InlineData("adpcm_ima_wav", "IMA ADPCM")]
    [InlineData("adpcm_ms", "Microsoft ADPCM")]
    [InlineData("libmp3lame", "MP3")]
    [InlineData("libgsm_ms", "GSM 6.10")]
    [InlineData("mp2", "MPEG audio layer I or II")]
    [InlineData("ac3", "AC-3")]
    [InlineData("flac", "FLAC")]
    [InlineData("g726", "G.726 ADPCM")]
    public void Wav_files_of_other_codecs_are_refused_by_name(string codec, string name)
    {
        Ffmpeg.SkipUnlessPresent();
        var rate = codec is "g726" or "libgsm_ms" ? 8000 : 48_000;
        var file = Ffmpeg.Run($"-f lavfi -i {Noise(1, rate)} -c:a {codec} -f wav OUT");
        Assert.SkipWhen(file is null, $"This ffmpeg has no encoder {codec}.");
        var exception = Assert.Throws<AudioException>(() => { Decoding.Open(file); });
        Assert.Equal(AudioErrorCode.UnsupportedFormat, exception.Code);
        Assert.StartsWith($"The WAV file holds {name} (format tag 0x", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_written_here_are_read_by_ffmpeg()
    {
        Ffmpeg.SkipUnlessPresent();
        var random = new Random(9);
        var samples = Enumerable.Range(0, 5000).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        AssertEqual(samples, Ffmpeg.DecodeToMono(WavWriter.ToFloat32(samples, 16_000), 1));
        var pcm = WavWriter.ToPcm16(samples, 16_000);
        AssertEqual(Decoding.Decode(pcm), Ffmpeg.DecodeToMono(pcm, 1));
    }

    private static string Noise(int channels, int rate)
    {
        var tones = Enumerable.Range(0, channels).Select(c => $"0.8*sin({600 + (170 * c)}*t*(1+t))+0.15*sin({9000 + c}*t)");
        return $"aevalsrc={string.Join('|', tones)}:s={rate}:d=0.31";
    }

    // Single precision: ffmpeg's intermediate formats and the order of the sum differ in the last bit.
    private static void AssertEqual(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1.2e-7f);
    }
}
