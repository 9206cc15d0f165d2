using CryApi.Features.Fft;

namespace CryApi.Features.Tests.Fft;

public class RealFft64Tests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(2048)]
    [InlineData(4096)]
    public void Forward_equals_the_defining_sum_and_inverse_returns_the_signal(int size)
    {
        RealFft64 fft = RealFft64.OfSize(size);
        var random = new Random(size);
        double[] time = [.. Enumerable.Range(0, size).Select(_ => 2 * random.NextDouble() - 1)];
        double[] re = new double[fft.Bins];
        double[] im = new double[fft.Bins];
        fft.Forward(time, re, im);
        for (int k = 0; k < fft.Bins; k++)
        {
            double sumRe = 0, sumIm = 0;
            for (int n = 0; n < size; n++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * ((long)k * n % size) / size);
                sumRe += time[n] * cos;
                sumIm -= time[n] * sin;
            }
            Assert.Equal(sumRe, re[k], 1e-12 * size);
            Assert.Equal(sumIm, im[k], 1e-12 * size);
        }
        double[] back = new double[size];
        fft.Inverse(re, im, back);
        for (int n = 0; n < size; n++)
            Assert.Equal(time[n], back[n], 1e-14);
    }

    [Fact]
    public void Other_sizes_and_short_spans_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RealFft64.OfSize(12));
        Assert.Throws<ArgumentException>(() => RealFft64.OfSize(8).Forward(new double[7], new double[5], new double[5]));
        Assert.Throws<ArgumentException>(() => RealFft64.OfSize(8).Inverse(new double[4], new double[5], new double[8]));
    }
}
