using CsCheck;

namespace CryApi.Features.Tests.Resampling;

public class ResamplerStreamTests
{
    private static readonly int[] Rates = [4_000, 8_000, 11_025, 16_000, 22_050, 44_099, 44_100, 48_000, 192_000];

    [Fact]
    public void Blocks_of_any_size_give_exactly_the_whole()
    {
        float[] noise = Reference.Noise(40_000, 5);
        Gen<int> block = Gen.Frequency((4, Gen.Int[0, 50]), (2, Gen.Int[51, 3_000]), (1, Gen.Int[3_001, 12_000]));
        Gen.Select(Gen.Int[0, Rates.Length - 1].Select(i => Rates[i]), Gen.Int[0, noise.Length], block.Array[1, 30]).Sample(
            (rate, length, blocks) =>
            {
                Resampler plan = Resampler.For(rate, 16_000);
                Assert.Equal(plan.Resample(noise.AsSpan(0, length)), InBlocks(plan, noise.AsSpan(0, length), blocks));
            },
            iter: 200);
    }

    [Fact]
    public void A_long_signal_keeps_its_phase()
    {
        // 30 s in odd blocks: any slip of the running position would show at the end.
        const int Rate = 44_099;
        float[] input = Reference.Noise(30 * Rate, 6);
        float[] output = InBlocks(Resampler.For(Rate, 16_000), input, [777]);
        for (int m = output.Length - 50; m < output.Length; m++)
            Assert.Equal(Reference.Sample(input, Rate, 16_000, m), output[m], 1e-6);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public void Too_little_room_is_refused_and_nothing_is_lost(int rate)
    {
        float[] input = Reference.Noise(5_000, 7);
        Resampler plan = Resampler.For(rate, 16_000);
        float[] expected = plan.Resample(input);
        using ResamplerStream stream = plan.Open();
        float[] output = new float[expected.Length];
        Assert.Throws<ArgumentException>(() => stream.Write(input, new float[100]));
        int written = stream.Write(input, output);
        Assert.Equal(expected.Length - written, stream.Remaining);
        if (stream.Remaining > 0)
            Assert.Throws<ArgumentException>(() => stream.Finish([]));
        Assert.Equal(stream.Remaining, stream.Finish(output.AsSpan(written)));
        Assert.Equal(expected, output);
    }

    [Fact]
    public void A_finished_or_disposed_stream_takes_no_more()
    {
        ResamplerStream stream = Resampler.For(8_000, 16_000).Open();
        Assert.Equal(0, stream.Finish([]));
        Assert.Throws<InvalidOperationException>(() => stream.Write([0f], new float[10]));
        Assert.Throws<InvalidOperationException>(() => stream.Finish([]));
        ResamplerStream other = Resampler.For(8_000, 16_000).Open();
        other.Dispose();
        other.Dispose();
        Assert.Throws<InvalidOperationException>(() => other.Write([0f], new float[10]));
    }

    [Fact]
    public void Reading_on_allocates_nothing()
    {
        using ResamplerStream stream = Resampler.For(44_100, 16_000).Open();
        float[] input = Reference.Noise(4_410, 8), output = new float[stream.MaxOutput(4_410)];
        stream.Write(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            stream.Write(input, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] InBlocks(Resampler plan, ReadOnlySpan<float> input, int[] blocks)
    {
        using ResamplerStream stream = plan.Open();
        var result = new List<float>();
        for (int i = 0, at = 0; at < input.Length; i++)
        {
            // A list of zeros only would never end.
            int count = Math.Min(input.Length - at, Math.Max(blocks[i % blocks.Length], i % blocks.Length == 0 ? 1 : 0));
            float[] output = new float[stream.MaxOutput(count)];
            int written = stream.Write(input.Slice(at, count), output);
            result.AddRange(output.AsSpan(0, written));
            at += count;
        }

        float[] rest = new float[stream.Remaining];
        Assert.Equal(rest.Length, stream.Finish(rest));
        result.AddRange(rest);
        return [.. result];
    }
}
