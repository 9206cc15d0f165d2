using CryApi.Features.Tests.Golden;
using CsCheck;

namespace CryApi.Features.Tests;

public class LevelledPatchesTests
{
    private static readonly LevelControl Control = new(-20, 2);

    /// <summary>Noise whose loudness wanders over 60 dB, from a seed.</summary>
    private static readonly Gen<float[]> Signals = Gen.Select(Gen.Int[1, 120_000], Gen.Int[0, 1_000_000], (length, seed) =>
    {
        var random = new Random(seed);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++)
            samples[i] = (float)((random.NextDouble() - 0.5) * Math.Pow(10, -1.5 - (1.5 * Math.Sin(i / 9_000.0 + seed))));
        return samples;
    });

    [Fact]
    public void Every_patch_is_turned_down_by_the_loudest_in_its_context() =>
        Gen.Select(Signals, Gen.Double[-60, 20], Gen.Int[0, 6]).Sample((samples, target, context) =>
        {
            float[][] plain = Plain(samples);
            float[][] actual = Levelled(samples, new LevelControl(target, context), 5);
            double[] levels = [.. plain.Select(p => 10 * Math.Log10(p.Average(v => Math.Pow(Math.Max(Math.Exp(v) - 0.001, 0), 2))))];
            for (int p = 0; p < plain.Length; p++)
            {
                double loudest = levels[Math.Max(0, p - context)..Math.Min(levels.Length, p + context + 1)].Max();
                double gain = Math.Pow(10, Math.Min(0, target - loudest) / 20);
                for (int i = 0; i < plain[p].Length; i += 7)
                    Assert.Equal(Math.Log((Math.Max(Math.Exp(plain[p][i]) - 0.001, 0) * gain) + 0.001), actual[p][i], 1e-4);
            }
        }, iter: 60);

    [Fact]
    public void What_is_below_the_target_stays_as_it_is()
    {
        (float[] samples, _) = LogMelGolden.Own("synth_chirp");
        Assert.Equal(Plain(samples), Levelled(samples, new LevelControl(100, 2), 4));
    }

    [Fact]
    public void Loud_sound_is_the_same_at_any_level()
    {
        (float[] samples, _) = LogMelGolden.Own("synth_chirp");
        float[][] expected = Levelled(samples, Control, 4);
        float[][] actual = Levelled([.. samples.Select(s => s * 0.5f)], Control, 4);
        for (int p = 0; p < expected.Length; p++)
            for (int i = 0; i < expected[p].Length; i++)
                Assert.Equal(expected[p][i], actual[p][i], 1e-4f);
    }

    [Fact]
    public void Patches_do_not_depend_on_how_many_are_read_at_once()
    {
        (float[] samples, _) = LogMelGolden.Own("synth_chirp");
        float[][] all = Levelled(samples, Control, int.MaxValue);
        foreach (int batch in (int[])[1, 2, 3, 16])
            Assert.Equal(all, Levelled(samples, Control, batch));
    }

    [Fact]
    public void Silence_is_not_turned_down() =>
        Assert.All(Levelled(new float[50_000], Control, 3), p => Assert.All(p, v => Assert.Equal(MathF.Log(LogMelPatches.LogOffset), v, 1e-6f)));

    [Fact]
    public void A_sine_at_full_scale_has_the_level_that_is_documented()
    {
        float[] samples = [.. Enumerable.Range(0, 32_000).Select(i => MathF.Sin(2 * MathF.PI * 1_000 * i / 16_000))];
        double level = 10 * Math.Log10(Plain(samples)[0].Average(v => Math.Pow(Math.Exp(v) - 0.001, 2)));
        Assert.Equal(27, level, 1.0);
    }

    [Fact]
    public void More_than_is_left_is_refused()
    {
        float[] samples = new float[50_000];
        int count = PatchGeometry.PatchCount(samples.Length);
        using var patches = new LevelledPatches(Control, count);
        Assert.Throws<ArgumentException>(() => patches.Read(samples, new float[PatchGeometry.PatchValues + 1]));
        Assert.Throws<ArgumentException>(() => patches.Read(samples, new float[(count + 1) * PatchGeometry.PatchValues]));
        patches.Read(samples, new float[count * PatchGeometry.PatchValues]);
        Assert.Throws<ArgumentException>(() => patches.Read(samples, new float[PatchGeometry.PatchValues]));
    }

    [Theory]
    [InlineData(double.NaN, 2)]
    [InlineData(101, 2)]
    [InlineData(-101, 2)]
    [InlineData(0, -1)]
    [InlineData(0, 101)]
    public void A_control_out_of_range_is_refused(double target, int context) =>
        Assert.Throws<ArgumentException>(() => new LevelledPatches(new LevelControl(target, context), 3));

    private static float[][] Plain(float[] samples)
    {
        float[] values = new float[PatchGeometry.PatchCount(samples.Length) * PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(samples, 0, values);
        return [.. values.Chunk(PatchGeometry.PatchValues)];
    }

    private static float[][] Levelled(float[] samples, LevelControl control, int batch)
    {
        int count = PatchGeometry.PatchCount(samples.Length);
        using var patches = new LevelledPatches(control, count);
        var read = new List<float[]>();
        while (read.Count < count)
        {
            float[] values = new float[Math.Min(batch, count - read.Count) * PatchGeometry.PatchValues];
            patches.Read(samples, values);
            read.AddRange(values.Chunk(PatchGeometry.PatchValues));
        }

        return [.. read];
    }
}
