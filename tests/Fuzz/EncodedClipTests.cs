using CryApi.Audio;

namespace CryApi.Fuzz.Tests;

/// <summary>The catalogue of encoded files keeps what it says, by ffprobe and by the sniffer.</summary>
public class EncodedClipTests
{
    private static readonly byte[] s_wav = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "cry.wav"));

    public static TheoryData<string> Names { get; } = [.. EncodedClip.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_what_it_says(string name)
    {
        var clip = EncodedClip.Named(name);
        var file = clip.EncodeOrSkip(s_wav);
        var told = MediaTool.Probe("stream=codec_name,sample_rate,channels:format=duration,bit_rate", file).Split('\n')
            .Select(line => line.Split('=')).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(clip.Codec, told["codec_name"]);
        Assert.Equal(clip.SampleRate.ToString(System.Globalization.CultureInfo.InvariantCulture), told["sample_rate"]);
        Assert.Equal(clip.Channels.ToString(System.Globalization.CultureInfo.InvariantCulture), told["channels"]);
        if (double.TryParse(told["duration"], System.Globalization.CultureInfo.InvariantCulture, out var seconds))
            Assert.InRange(seconds, 6.9, 7.3);
        // Films carry pictures besides.
        if (!clip.IsLossless && !name.EndsWith("film", StringComparison.Ordinal))
            Assert.InRange(file.Length * 8 / 7.0 / 1000, 0.7 * clip.BitRate, 1.5 * clip.BitRate);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_sniffed_as_its_container(string name)
    {
        var clip = EncodedClip.Named(name);
        var format = FormatSniffer.Sniff(clip.EncodeOrSkip(s_wav));
        Assert.NotNull(format);
        Assert.Equal(clip.Container, format.Container);
    }

    [Fact]
    public void The_same_sound_gives_the_same_bytes()
    {
        foreach (var clip in EncodedClip.All.Where(clip => clip.Encode(s_wav) is not null))
            Assert.Equal(clip.Encode(s_wav), clip.Steps.Aggregate(s_wav, (bytes, step) => step(bytes)));
    }

    [Fact]
    public void Lossless_ones_give_the_samples_back()
    {
        var samples = s_wav[44..];
        foreach (var clip in EncodedClip.All.Where(clip => clip.IsLossless))
        {
            var file = clip.EncodeOrSkip(s_wav);
            Assert.Equal(samples, MediaTool.Ffmpeg("-i IN -f s16le", file));
        }
    }
}
