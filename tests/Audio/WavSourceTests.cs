namespace CryApi.Audio.Tests;

public class WavSourceTests
{
    private static readonly (int Tag, int Bits)[] s_layouts = [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64), (6, 8), (7, 8)];

    [Fact]
    public void Blocks_of_any_size_give_the_same_samples()
    {
        var random = new Random(5);
        foreach (var (tag, bits) in s_layouts)
        {
            foreach (var channels in new[] { 1, 2, 3 })
            {
                var file = Noise(random, tag, bits, channels, 517).Build();
                var whole = Decoding.Decode(file, block: 10_000);
                Assert.Equal(517, whole.Length);
                foreach (var block in new[] { 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 516, 517, 518 })
                    Assert.Equal(whole, Decoding.Decode(file, block: block));
            }
        }
    }

    [Fact]
    public void Every_length_around_the_vector_sizes_is_right()
    {
        var random = new Random(6);
        foreach (var (tag, bits) in new[] { (1, 16), (3, 32) })
        {
            foreach (var channels in new[] { 1, 2 })
            {
                for (var frames = 1; frames < 70; frames++)
                {
                    var wav = Noise(random, tag, bits, channels, frames);
                    var expected = new float[frames];
                    for (var i = 0; i < frames * channels; i++)
                    {
                        var value = bits == 16 ? BitConverter.ToInt16(wav.Data, 2 * i) / 32768f : BitConverter.ToSingle(wav.Data, 4 * i);
                        expected[i / channels] += value / channels;
                    }

                    Assert.Equal(expected, Decoding.Decode(wav.Build()));
                }
            }
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        foreach (var (tag, bits) in s_layouts)
        {
            foreach (var channels in new[] { 1, 2, 5 })
            {
                var source = Decoding.Open(Noise(new Random(1), tag, bits, channels, 4096).Build());
                var buffer = new float[256];
                Assert.Equal(256, Decoding.Wait(source.ReadAsync(buffer, CancellationToken.None)));
                var before = GC.GetAllocatedBytesForCurrentThread();
                var total = 256;
                while (Decoding.Wait(source.ReadAsync(buffer, CancellationToken.None)) is > 0 and var count)
                    total += count;
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
                Assert.Equal(4096, total);
            }
        }
    }

    [Fact]
    public void Only_the_asked_for_samples_are_written()
    {
        var buffer = new float[20];
        Array.Fill(buffer, 7f);
        var source = Decoding.Open(WavBytes.Pcm16(new short[10]).Build());
        Assert.Equal(8, Decoding.Wait(source.ReadAsync(buffer.AsMemory(4, 8), CancellationToken.None)));
        Assert.Equal([7, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7], buffer);
    }

    [Fact]
    public async Task A_cancelled_token_stops_opening_and_reading()
    {
        var cancelled = new CancellationToken(canceled: true);
        var file = WavBytes.Ramp().Build();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Decoding.Server.OpenAsync(file, new(), cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await new WavDecoder().OpenAsync(file, new(), cancelled));
        await using var source = await Decoding.Server.OpenAsync(file, new(), CancellationToken.None);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await source.ReadAsync(new float[10], cancelled));
    }

    [Fact]
    public async Task A_disposed_source_no_longer_touches_the_bytes()
    {
        var source = await Decoding.Server.OpenAsync(WavBytes.Ramp().Build(), new(), CancellationToken.None);
        await source.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await source.ReadAsync(new float[10], CancellationToken.None));
    }

    private static WavBytes Noise(Random random, int tag, int bits, int channels, int frames)
    {
        var data = new byte[frames * channels * bits / 8];
        random.NextBytes(data);
        for (var i = 0; tag == 3 && i < frames * channels; i++)
        {
            var value = (random.NextDouble() * 2) - 1;
            (bits == 32 ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value)).CopyTo(data, i * bits / 8);
        }

        return WavBytes.Of(tag, bits, channels, data);
    }
}
