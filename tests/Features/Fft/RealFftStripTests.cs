using CryApi.Features.Fft;

namespace CryApi.Features.Tests.Fft;

public unsafe class RealFftStripTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(128)]
    [InlineData(512)]
    public void Every_lane_is_the_transform_of_its_signal(int size)
    {
        const int lanes = RealFftStrip.Lanes;
        var random = new Random(size);
        float[][] signals = new float[lanes][];
        float[] halves = new float[size * lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            signals[lane] = [.. Enumerable.Range(0, size).Select(_ => 2 * random.NextSingle() - 1)];
            for (int n = 0; n < size; n++)
                halves[(n / 2 + n % 2 * size / 2) * lanes + lane] = signals[lane][n];
        }
        float[] re = new float[halves.Length / 2], im = new float[halves.Length / 2], spare = new float[halves.Length];
        fixed (float* h = halves, s = spare, r = re, i = im)
            new RealFftStrip(size).Forward(h, s, 0, size / 2, r, i);

        var fft = RealFft.OfSize(size);
        float[] expectedRe = new float[fft.Bins], expectedIm = new float[fft.Bins];
        for (int lane = 0; lane < lanes; lane++)
        {
            fft.Forward(signals[lane], expectedRe, expectedIm);
            for (int k = 0; k < size / 2; k++)
            {
                Assert.Equal(expectedRe[k], re[k * lanes + lane], 1e-6 * size);
                Assert.Equal(expectedIm[k], im[k * lanes + lane], 1e-6 * size);
            }
        }
    }
}
