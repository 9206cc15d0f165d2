using CryApi.Features.Cry;
using CryApi.Features.Tests.Golden;
using CsCheck;

namespace CryApi.Features.Tests.Cry;

public class CryFeatureBehaviourTests
{
    private static readonly Dictionary<string, int> Index =
        CryFeatureExtractor.FeatureNames.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);

    [Fact]
    public void Silence_has_the_lowest_level_and_nothing_else()
    {
        float[] values = Extract(new float[16_000]);

        // −100 dB in all 128 bands: c[0] = −100·128·√(1/128).
        Assert.Equal(-100 * Math.Sqrt(128), values[0], 1e-3);
        Assert.Equal(1, values[Index["flatness"]], 1e-5);
        for (int i = 1; i < values.Length - 1; i++)
            Assert.Equal(0, values[i], 1e-4);
    }

    [Fact]
    public void A_tone_is_measured_as_what_it_is()
    {
        float[] values = Extract(Tone(1000, 0.5, 48_000));
        Assert.Equal(1000, values[Index["centroid"]], 60.0);
        Assert.Equal(1000, values[Index["rolloff"]], 60.0);
        Assert.Equal(2000.0 / 16_000, values[Index["zcr"]], 0.003);
        Assert.Equal(0.5 / Math.Sqrt(2), values[Index["rms"]], 0.01);
        Assert.True(values[Index["flatness"]] < 0.01);

        // 1000 Hz lies 21 cents above B5.
        float[] chroma = values[40..52];
        Assert.Equal("chroma_B", CryFeatureExtractor.FeatureNames[40 + Array.IndexOf(chroma, chroma.Max())]);
    }

    [Fact]
    public void Loudness_moves_the_level_and_leaves_the_shape()
    {
        float[] loud = Noise(32_000, 1, 0.5f);
        float[] quiet = Array.ConvertAll(loud, sample => sample / 4);
        float[] a = Extract(loud), b = Extract(quiet);
        Assert.Equal(a[0] - 20 * Math.Log10(4) * Math.Sqrt(128), b[0], 1e-2);
        Assert.Equal(a[Index["mel_010"]] / 16, b[Index["mel_010"]], a[Index["mel_010"]] * 1e-5);
        string[] unmoved = ["mfcc_01", "chroma_A", "contrast_3", "tonnetz_2", "zcr", "centroid", "bandwidth", "rolloff", "flatness"];
        foreach (string name in unmoved)
            Assert.Equal(a[Index[name]], b[Index[name]], 1e-4 * Math.Max(1, Math.Abs(a[Index[name]])));
    }

    [Fact]
    public void Every_length_gives_finite_values() =>
        Gen.Int[1, 12_000].Select(Gen.Int[0, 1000], Gen.Float[0, 1]).Sample(
            (length, seed, loudness) => AssertFinite(Extract(Noise(length, seed, loudness))), iter: 30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1024)]
    [InlineData(7679)]
    [InlineData(7680)]
    public void Short_clips_give_finite_values(int length)
    {
        float[] clip = new float[length];
        Array.Fill(clip, 1f);
        AssertFinite(Extract(clip));
        AssertFinite(Extract(Noise(length, length, 1)));
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(1e15f)]
    [InlineData(1e-20f)]
    [InlineData(float.Epsilon)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Absurd_samples_give_finite_values(float sample)
    {
        float[] clip = Noise(9000, 3, 1);
        for (int i = 0; i < clip.Length; i++)
            clip[i] *= sample;
        AssertFinite(Extract(clip));
        float[] click = new float[20_000];
        click[7000] = sample;
        AssertFinite(Extract(click));
    }

    [Fact]
    public void Samples_that_are_not_finite_count_as_zero()
    {
        float[] clip = Noise(9001, 4, 0.3f);
        float[] clean = [.. clip];
        clean[4000] = clean[9000] = 0;
        clip[4000] = float.NaN;
        clip[9000] = float.NegativeInfinity;
        Assert.Equal(Extract(clean), Extract(clip));
    }

    [Fact]
    public void A_used_workspace_leaves_no_trace()
    {
        float[] big = Noise(100_000, 5, 1), small = Noise(5_000, 6, 0.1f);
        float[] expected = new float[CryFeatureExtractor.FeatureCount], actual = new float[CryFeatureExtractor.FeatureCount];
        CryAnalysis.Run(small, new CryWorkspace(CryFrames.Count(small.Length)), expected);
        var used = new CryWorkspace(CryFrames.Count(big.Length));
        CryAnalysis.Run(big, used, actual);
        CryAnalysis.Run(small, used, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        float[][] clips = [.. Enumerable.Range(0, 12).Select(i => Noise(3_000 + 2_111 * i, i, 0.5f))];
        float[][] sequential = [.. clips.Select(clip => Extract(clip))];
        float[][] concurrent = new float[clips.Length][];
        Parallel.For(0, 3 * clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            float[] values = Extract(clips[i % clips.Length]);
            if (i < clips.Length)
                concurrent[i] = values;
            Assert.Equal(sequential[i % clips.Length], values);
        });
        Assert.Equal(sequential, concurrent);
    }

    [Fact]
    public void A_call_allocates_nothing_once_a_workspace_is_there()
    {
        float[] clip = GoldenClips.Load(GoldenClips.Own, "synth_chirp").Samples;
        var work = new CryWorkspace(CryFrames.Count(clip.Length));
        float[] values = new float[CryFeatureExtractor.FeatureCount];
        CryAnalysis.Run(clip, work, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CryAnalysis.Run(clip, work, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_clip_longer_than_the_kept_workspaces_is_fine() => AssertFinite(Extract(Noise(20 * 16_000, 8, 0.2f)));

    [Fact]
    public void No_samples_and_too_little_room_are_refused()
    {
        const int count = CryFeatureExtractor.FeatureCount;
        Assert.Throws<ArgumentException>(() => CryFeatureExtractor.Shared.Extract([], new float[count]));
        Assert.Throws<ArgumentException>(() => CryFeatureExtractor.Shared.Extract(new float[100], new float[count - 1]));
    }

    private static float[] Extract(float[] samples)
    {
        float[] values = new float[CryFeatureExtractor.FeatureCount];
        Array.Fill(values, float.NaN);
        CryFeatureExtractor.Shared.Extract(samples, values);
        return values;
    }

    private static void AssertFinite(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
            Assert.True(float.IsFinite(values[i]), $"{CryFeatureExtractor.FeatureNames[i]} is {values[i]}");
    }

    private static float[] Tone(double frequency, double amplitude, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * frequency * i / 16_000)))];

    private static float[] Noise(int length, int seed, float loudness)
    {
        var random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++)
            noise[i] = loudness * (2 * random.NextSingle() - 1);
        return noise;
    }
}
