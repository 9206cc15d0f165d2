using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>What is said of the audio itself, on sounds whose faults are known, because they were made.</summary>
public class AudioWarningsTests(LoadedPipeline loaded)
{
    private const int Rate = PatchGeometry.SampleRate;

    public static TheoryData<string, string[]> Faults { get; } = new()
    {
        { "as it is", [] },
        { "8 kHz", ["narrow_band"] },
        { "8 kHz in a file of 16 kHz", ["narrow_band"] },
        { "8 kHz in a file of 44.1 kHz", ["narrow_band"] },
        { "turned up too far", ["clipped"] },
        { "turned up too far, at 44.1 kHz", ["clipped"] },
        { "at -20 dB", [] },
        { "at -60 dB", ["too_quiet"] },
        { "with as much noise", ["noisy"] },
        { "with a little noise", [] },
        { "noise alone", ["noisy"] },
        { "quiet noise alone", ["too_quiet", "noisy"] },
        { "a tone", [] },
        { "zeros", ["silence"] },
        { "zeros at 8 kHz", ["narrow_band", "silence"] },
        { "the last bit", ["silence"] },
        { "a loud square wave", ["clipped"] },
        { "a low square wave", [] },
        { "0.1 s of it", [] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_is_told(string what, string[] expected)
    {
        var file = Make(what);
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(expected, (await loaded.Pipeline.DetectAsync(file, new(), stop)).Audio!.Warnings);
        Assert.Equal(expected, (await loaded.Pipeline.ClassifyAsync(file, new(), stop)).Audio!.Warnings);
        Assert.Equal(expected, (await loaded.Pipeline.AnalyzeAsync(file, new(), stop)).Audio.Warnings);
    }

    [Fact]
    public async Task Real_cries_have_no_fault_but_their_band()
    {
        var golden = Repository.Shared("golden");
        Assert.SkipWhen(golden is null, "the reference recordings are not beside the checkout");
        foreach (var name in (string[])["cry_esc_a", "cry_esc_b", "hungry_a", "hungry_b", "discomfort_a", "burping_a"])
        {
            var file = await File.ReadAllBytesAsync(Path.Combine(golden, name + ".wav"), TestContext.Current.CancellationToken);
            var warnings = (await loaded.Pipeline.DetectAsync(file, new(), TestContext.Current.CancellationToken)).Audio!.Warnings;
            Assert.Equal(name.StartsWith("cry", StringComparison.Ordinal) ? [] : ["narrow_band"], warnings);
        }
    }

    private static byte[] Make(string what) => what switch
    {
        "as it is" => Wav("cry", 1),
        "8 kHz" => Wav("cry", 1, 8_000),
        "8 kHz in a file of 16 kHz" => WavWriter.ToPcm16(Resampler.For(8_000, Rate).Resample(SoundLibrary.Create("cry", 7, 2, 8_000).Samples), Rate),
        "8 kHz in a file of 44.1 kHz" => WavWriter.ToPcm16(Resampler.For(8_000, 44_100).Resample(SoundLibrary.Create("cry", 7, 2, 8_000).Samples), 44_100),
        "turned up too far" => Wav("cry", 6),
        "turned up too far, at 44.1 kHz" => Wav("cry", 6, 44_100),
        "at -20 dB" => Wav("cry", 0.1),
        "at -60 dB" => Wav("cry", 0.001),
        "with as much noise" => WavWriter.ToPcm16(Mixed(0.25f), Rate),
        "with a little noise" => WavWriter.ToPcm16(Mixed(0.01f), Rate),
        "noise alone" => Wav("pink-noise", 1),
        "quiet noise alone" => Wav("white-noise", 0.002),
        "a tone" => Wav("tone", 2),
        "zeros" => Wav("silence", 1),
        "zeros at 8 kHz" => Wav("silence", 1, 8_000),
        "the last bit" => Wav("white-noise", 0.00006),
        "a loud square wave" => WavWriter.ToFloat32(Square(0.9f), Rate),
        "a low square wave" => WavWriter.ToFloat32(Square(0.3f), Rate),
        "0.1 s of it" => WavWriter.ToPcm16(SoundLibrary.Create("cry", 7, 2).Samples.AsSpan(8_000, 1_600), Rate),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    /// <summary>A sound turned up; what goes beyond full scale is cut off, as a file of 16 bit does.</summary>
    private static byte[] Wav(string name, double gain, int rate = Rate) =>
        WavWriter.ToPcm16([.. SoundLibrary.Create(name, 7, 2, rate).Samples.Select(x => (float)Math.Clamp(gain * x, -1, 1))], rate);

    private static float[] Mixed(float noise) =>
        [.. SoundLibrary.Create("cry", 7, 2).Samples.Zip(SoundLibrary.Create("white-noise", 7, 2).Samples, (c, n) => (0.5f * c) + (noise * n))];

    /// <summary>A sine cut off at half its height, with a little noise: its top is not exactly flat.</summary>
    private static float[] Square(float level)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 3 * Rate).Select(i => level * ((float)Math.Clamp(2 * Math.Sin(0.1234 * i), -1, 1) + (0.001f * random.NextSingle())))];
    }
}
