using System.Reflection;
using CryApi.Features.Acoustics;
using CryApi.Features.Tests.Golden;
using CsCheck;

namespace CryApi.Features.Tests.Acoustics;

public class CryAcousticsBehaviourTests
{
    private static readonly PropertyInfo[] Descriptors = typeof(CryAcoustics).GetProperties();

    private static readonly CryAcoustics Nothing =
        new(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static readonly float[] Extremes =
    [
        0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -1e-40f, 1e30f,
    ];

    private static readonly Gen<float> Hostile = Gen.OneOf(
        Gen.Float[-1, 1],
        Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]));

    [Fact]
    public void Silence_has_no_descriptors()
    {
        Assert.Equal(Nothing, Measure(new float[48_000]));
        Assert.Equal(Nothing, Measure([0]));
        Assert.Equal(Nothing, Measure([float.NaN]));
    }

    [Fact]
    public void What_does_not_move_has_a_level_only()
    {
        foreach (float[] clip in new float[][] { [1], [-0.3f], [.. Enumerable.Repeat(0.1f, 48_001)] })
        {
            CryAcoustics still = Measure(clip);
            Assert.Equal(20 * Math.Log10(Math.Abs(clip[0])), still.LevelDbfs!.Value, 1e-6);
            Assert.Equal(Nothing, still with { LevelDbfs = null });
        }
    }

    [Fact]
    public void Loudness_moves_the_level_and_nothing_else()
    {
        foreach (float[] clip in Clips())
        {
            CryAcoustics loud = Measure(clip);
            foreach (int exponent in new[] { -90, -7, -1, 3, 30 })
            {
                // Powers of two change no digit.
                CryAcoustics scaled = Measure(Sounds.Scale(clip, MathF.ScaleB(1, exponent)));
                Assert.Equal(loud.LevelDbfs!.Value + exponent * 20 * Math.Log10(2), scaled.LevelDbfs!.Value, 1e-9);
                Assert.Equal(loud, scaled with { LevelDbfs = loud.LevelDbfs });
            }
            foreach (float gain in new[] { 0.003f, 0.7f, 1.9f })
                AssertClose(loud, Measure(Sounds.Scale(clip, gain)) with { LevelDbfs = loud.LevelDbfs }, 1e-3);
        }
    }

    [Fact]
    public void A_constant_added_moves_the_level_only()
    {
        float[] clip = CrySynthesizer.Create(4, 3).Samples;
        CryAcoustics plain = Measure(clip), moved = Measure(Array.ConvertAll(clip, sample => sample + 0.25f));
        AssertClose(plain, moved with { LevelDbfs = plain.LevelDbfs }, 1e-3);
        Assert.True(moved.LevelDbfs > plain.LevelDbfs);
    }

    [Fact]
    public void Any_samples_give_finite_values_in_range() =>
        Gen.OneOf(Hostile.Array[1, 4000], Gen.Select(Hostile.Array[1, 200], Gen.Int[1, 60], Repeat))
            .Sample(clip => AssertSound(Measure(clip)), iter: 300);

    [Fact]
    public void Any_mixture_of_sounds_gives_finite_values_in_range() =>
        Gen.Select(Gen.Int[0, SoundLibrary.Names.Count - 1], Gen.Double[0.1, 6], Gen.ULong)
            .Select((name, seconds, seed) => SoundLibrary.Create(SoundLibrary.Names[name], seconds, seed).Samples)
            .Array[1, 3].Sample(sounds => AssertSound(Measure(Sounds.Concatenate(sounds))), iter: 60);

    [Fact]
    public void Every_short_length_is_fine()
    {
        float[] noise = Sounds.Noise(0.2, 4, 0.3);
        for (int length = 1; length <= noise.Length; length += length < 700 ? 1 : 37)
            AssertSound(Measure(noise[..length]));
    }

    [Fact]
    public void Samples_that_are_not_finite_count_as_zero()
    {
        float[] clip = CrySynthesizer.Create(3, 5).Samples, clean = [.. clip];
        clean[4000] = clean[20_000] = 0;
        clip[4000] = float.NaN;
        clip[20_000] = float.NegativeInfinity;
        Assert.Equal(Measure(clean), Measure(clip));
    }

    [Fact]
    public void A_used_workspace_leaves_no_trace()
    {
        float[] big = CrySynthesizer.Create(12, 6).Samples, small = CrySynthesizer.Create(1.3, 7).Samples;
        CryAcoustics expected = AcousticAnalysis.Run(small, new AcousticWorkspace(small.Length));
        var used = new AcousticWorkspace(big.Length);
        AcousticAnalysis.Run(big, used);
        Assert.Equal(expected, AcousticAnalysis.Run(small, used));
    }

    [Fact]
    public void A_clip_longer_than_the_kept_workspaces_is_fine()
    {
        SynthesizedSound cry = CrySynthesizer.Create(90, 8);
        CryAcoustics acoustics = Measure(cry.Samples);
        AssertSound(acoustics);
        Assert.Equal(cry.Events.Count, acoustics.BurstCount);
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        float[][] clips = [.. Enumerable.Range(0, 12).Select(i => CrySynthesizer.Create(0.7 + 0.3 * i, (ulong)i).Samples)];
        CryAcoustics[] sequential = [.. clips.Select(Measure)];
        Parallel.For(0, 4 * clips.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(sequential[i % clips.Length], Measure(clips[i % clips.Length])));
    }

    [Fact]
    public void A_call_allocates_nothing_but_its_result()
    {
        float[] clip = CrySynthesizer.Create(7, 9).Samples;
        var work = new AcousticWorkspace(clip.Length);
        AcousticAnalysis.Run(clip, work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AcousticAnalysis.Run(clip, work);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512);
    }

    [Fact]
    public void No_samples_are_refused() => Assert.Throws<ArgumentException>(() => CryAcousticsMeter.Shared.Measure([]));

    private static CryAcoustics Measure(float[] samples) => CryAcousticsMeter.Shared.Measure(samples);

    private static float[] Repeat(float[] period, int times) => Sounds.Concatenate([.. Enumerable.Repeat(period, times)]);

    private static IEnumerable<float[]> Clips() =>
    [
        CrySynthesizer.Create(5, 1).Samples,
        SoundLibrary.Create("scene", 6, 2).Samples,
        GoldenClips.Load(GoldenClips.Own, "synth_chirp").Samples,
    ];

    private static void AssertClose(CryAcoustics expected, CryAcoustics actual, double tolerance)
    {
        foreach (PropertyInfo descriptor in Descriptors)
        {
            object? a = descriptor.GetValue(expected), b = descriptor.GetValue(actual);
            Assert.Equal(a is null, b is null);
            if (a is double x && b is double y)
                Assert.True(Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Abs(x)), $"{descriptor.Name}: {x} and {y}");
            else
                Assert.Equal(a, b);
        }
    }

    private static void AssertSound(CryAcoustics a)
    {
        foreach (PropertyInfo descriptor in Descriptors)
            Assert.True(descriptor.GetValue(a) is not double value || double.IsFinite(value), $"{descriptor.Name} in {a}");
        double?[] shares = [a.VoicedFraction, a.HyperphonationFraction, a.DysphonationFraction, a.Intensity];
        Assert.All(shares, share => Assert.True(share is null or >= 0 and <= 1, $"{a}"));
        Assert.True(a.SnrDb is null or >= 0 and <= 100, $"{a}");
        // The longest lag is 107 samples, and its peak up to one beside it.
        Assert.True(a.F0P10Hz is null or > 148 && a.F0P90Hz is null or <= 1500.1, $"{a}");
        Assert.True(a.F0MedianHz is null || (a.F0P10Hz <= a.F0MedianHz && a.F0MedianHz <= a.F0P90Hz), $"{a}");
        Assert.True(a.BurstCount is null or >= 0, $"{a}");
        Assert.Equal(a.BurstCount is null or 0, a.BurstMeanSeconds is null);
        Assert.Equal(a.BurstCount is null or < 2, a.PauseMeanSeconds is null);
    }
}
