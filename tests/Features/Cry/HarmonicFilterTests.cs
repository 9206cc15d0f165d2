using System.Runtime.Intrinsics;
using CryApi.Features.Cry;

namespace CryApi.Features.Tests.Cry;

public unsafe class HarmonicFilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(50)]
    public void The_mask_follows_from_the_medians_over_time_and_frequency(int frames)
    {
        var magnitude = Random(frames, 1);
        var smooth = Random(frames, 2);
        var re = Random(frames, 3);
        var im = Random(frames, 4);
        float[] reBefore = [.. re.Data], imBefore = [.. im.Data];
        HarmonicFilter.Apply(magnitude, smooth, re, im, frames);
        float[] window = new float[31];
        for (int t = 0; t < frames; t++)
        {
            for (int k = 0; k < CryFrames.Bins; k += 41)
            {
                for (int i = 0; i < 31; i++)
                    window[i] = magnitude.Row(Folded(t + i - 15, frames))[k];
                Array.Sort(window);
                double a = window[15], b = smooth.Row(t)[k];
                double mask = a * a / (a * a + b * b);
                int at = t * CryFrames.Stride + k;
                Assert.Equal(mask * reBefore[at], re.Data[at], 1e-6);
                Assert.Equal(mask * imBefore[at], im.Data[at], 1e-6);
            }
        }
    }

    [Fact]
    public void Medians_over_frequency_are_those_of_sorting()
    {
        var random = new Random(5);
        float[] strip = new float[HarmonicFilter.StripLength];
        float[] medians = new float[CryFrames.Stride * CryFrames.Lanes];
        for (int i = 0; i < CryFrames.Bins * CryFrames.Lanes; i++)
            strip[HarmonicFilter.StripOrigin + i] = random.Next(20); // few values: many are equal
        fixed (float* s = strip, m = medians)
            HarmonicFilter.SmoothBins(s + HarmonicFilter.StripOrigin, m);
        float[] window = new float[31];
        for (int k = 0; k < CryFrames.Bins; k++)
        {
            for (int lane = 0; lane < CryFrames.Lanes; lane++)
            {
                for (int i = 0; i < 31; i++)
                    window[i] = strip[HarmonicFilter.StripOrigin + Folded(k + i - 15, CryFrames.Bins) * CryFrames.Lanes + lane];
                Array.Sort(window);
                Assert.Equal(window[15], medians[k * CryFrames.Lanes + lane]);
            }
        }
    }

    [Fact]
    public void Silence_is_halved_rather_than_divided_by_zero()
    {
        var zero = new Plane(CryFrames.Lanes, CryFrames.Stride);
        var re = Random(CryFrames.Lanes, 6);
        var im = Random(CryFrames.Lanes, 7);
        float first = re.Data[0];
        HarmonicFilter.Apply(zero, zero, re, im, CryFrames.Lanes);
        Assert.Equal(first / 2, re.Data[0]);
        Assert.All(im.Data, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(3, new[] { 0, 1, 2, 2, 1, 0, 0, 1, 2, 2 })]
    [InlineData(1, new[] { 0, 0, 0, 0 })]
    public void Mirroring_repeats_the_edge(int count, int[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], RunningMedian.Mirror(i, count));
            Assert.Equal(expected[i], RunningMedian.Mirror(-1 - i, count));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_block_of_medians_is_that_of_sorting(int differentValues)
    {
        Vector256<float>* values = stackalloc Vector256<float>[RunningMedian.Span];
        Vector256<float>* medians = stackalloc Vector256<float>[RunningMedian.Count];
        var random = new Random(8);
        float[] window = new float[RunningMedian.Length];
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < RunningMedian.Span * 8; i++)
                ((float*)values)[i] = random.Next(differentValues);
            RunningMedian.Apply(values, medians);
            for (int i = 0; i < RunningMedian.Count; i++)
            {
                for (int lane = 0; lane < 8; lane++)
                {
                    for (int j = 0; j < RunningMedian.Length; j++)
                        window[j] = values[i + j].GetElement(lane);
                    Array.Sort(window);
                    Assert.Equal(window[RunningMedian.Reach], medians[i].GetElement(lane));
                }
            }
        }
    }

    // d c b a | a b c d | d c b a, written the slow way.
    private static int Folded(int index, int count)
    {
        while (index < 0 || index >= count)
            index = index < 0 ? -1 - index : 2 * count - 1 - index;
        return index;
    }

    private static Plane Random(int rows, int seed)
    {
        var random = new Random(seed);
        var plane = new Plane(rows, CryFrames.Stride);
        for (int i = 0; i < plane.Data.Length; i++)
            plane.Data[i] = random.NextSingle();
        return plane;
    }
}
