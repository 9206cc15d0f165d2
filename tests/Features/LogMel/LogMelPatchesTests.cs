using System.Text.Json;
using CryApi.Features.Tests.Golden;

namespace CryApi.Features.Tests;

public class LogMelPatchesTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> OwnClips => new(LogMelGolden.OwnClips);

    public static TheoryData<string> SharedClips => new(LogMelGolden.SharedClips);

    [Theory]
    [MemberData(nameof(OwnClips))]
    public void Own_clips_match_their_reference(string clip) => AssertMatches(LogMelGolden.Own(clip));

    [Theory]
    [MemberData(nameof(SharedClips))]
    public void Shared_clips_match_their_reference(string clip) => AssertMatches(LogMelGolden.Shared(clip));

    [Fact]
    public void Every_value_of_the_first_patch_matches()
    {
        (float[] samples, JsonElement expected) = LogMelGolden.Shared("hungry_a");
        float[] patch = new float[PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(samples, 0, patch);
        double[][] reference = [.. expected.GetProperty("first_patch_96x64").EnumerateArray().Select(LogMelGolden.Numbers)];
        Assert.Equal(PatchGeometry.Frames, reference.Length);
        for (int frame = 0; frame < PatchGeometry.Frames; frame++)
            for (int band = 0; band < PatchGeometry.Bands; band++)
                Assert.Equal(reference[frame][band], patch[(frame * PatchGeometry.Bands) + band], Tolerance);
    }

    [Fact]
    public void Patches_do_not_depend_on_how_many_are_computed_at_once()
    {
        (float[] samples, _) = LogMelGolden.Own("synth_chirp");
        int count = PatchGeometry.PatchCount(samples.Length);
        float[] all = new float[count * PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(samples, 0, all);
        for (int patch = 0; patch < count; patch++)
        {
            float[] one = new float[PatchGeometry.PatchValues];
            LogMelPatches.Shared.ComputePatches(samples, patch, one);
            Assert.Equal(one, all.AsSpan(patch * PatchGeometry.PatchValues, PatchGeometry.PatchValues).ToArray());
        }
    }

    [Fact]
    public void The_signal_is_zero_beyond_its_end()
    {
        (float[] samples, _) = LogMelGolden.Own("synth_tone");
        float[] cut = samples.AsSpan(0, 20_123).ToArray();
        float[] padded = new float[60_000];
        cut.CopyTo(padded, 0);
        float[] expected = new float[4 * PatchGeometry.PatchValues];
        float[] actual = new float[expected.Length];
        LogMelPatches.Shared.ComputePatches(padded, 0, expected);
        LogMelPatches.Shared.ComputePatches(cut, 0, actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public void Silence_gives_the_logarithm_of_the_offset(int length)
    {
        float[] patches = new float[2 * PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(new float[length], 1_000, patches);
        Assert.All(patches, value => Assert.Equal(MathF.Log(LogMelPatches.LogOffset), value, 1e-6f));
    }

    [Fact]
    public void The_last_possible_frame_and_patch_are_beyond_the_signal_and_not_an_error()
    {
        float[] values = new float[PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputeFrames(new float[1_000], int.MaxValue, values);
        Assert.Equal(MathF.Log(LogMelPatches.LogOffset), values[0], 1e-6f);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogMelPatches.Shared.ComputePatches([], int.MaxValue, values));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogMelPatches.Shared.ComputePatches([], -1, values));
        Assert.Throws<ArgumentException>(() => LogMelPatches.Shared.ComputePatches([], 0, new float[64]));
        Assert.Throws<ArgumentException>(() => LogMelPatches.Shared.ComputeFrames([], 0, new float[65]));
    }

    [Fact]
    public void A_not_a_number_spoils_only_the_frames_it_lies_in()
    {
        float[] samples = new float[PatchGeometry.PatchSamples];
        samples[4_800] = float.NaN; // In frames 28…30: 160·i ≤ 4800 < 160·i + 400.
        float[] values = new float[PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(samples, 0, values);
        for (int frame = 0; frame < PatchGeometry.Frames; frame++)
            Assert.Equal(frame is >= 28 and <= 30, float.IsNaN(values[frame * PatchGeometry.Bands]));
    }

    private static void AssertMatches((float[] Samples, JsonElement Expected) clip)
    {
        double[] means = LogMelGolden.Numbers(clip.Expected.GetProperty("patch_means"));
        int count = PatchGeometry.PatchCount(clip.Samples.Length);
        Assert.Equal(means.Length, count);

        float[] patches = new float[count * PatchGeometry.PatchValues];
        LogMelPatches.Shared.ComputePatches(clip.Samples, 0, patches);
        for (int patch = 0; patch < count; patch++)
        {
            ReadOnlySpan<float> values = patches.AsSpan(patch * PatchGeometry.PatchValues, PatchGeometry.PatchValues);
            Assert.Equal(means[patch], Statistics(values).Mean, Tolerance);
        }

        float[] frames = new float[clip.Expected.GetProperty("log_mel_frames").GetInt32() * PatchGeometry.Bands];
        LogMelPatches.Shared.ComputeFrames(clip.Samples, 0, frames);
        JsonElement stats = clip.Expected.GetProperty("log_mel_stats");
        (double mean, double deviation, double min, double max) = Statistics(frames);
        Assert.Equal(stats.GetProperty("mean").GetDouble(), mean, Tolerance);
        Assert.Equal(stats.GetProperty("std").GetDouble(), deviation, Tolerance);
        Assert.Equal(stats.GetProperty("min").GetDouble(), min, Tolerance);
        Assert.Equal(stats.GetProperty("max").GetDouble(), max, Tolerance);
    }

    private static (double Mean, double Deviation, double Min, double Max) Statistics(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0, min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        double mean = sum / values.Length;
        return (mean, Math.Sqrt((squares / values.Length) - (mean * mean)), min, max);
    }
}
