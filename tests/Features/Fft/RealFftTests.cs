using CryApi.Features.Fft;

namespace CryApi.Features.Tests.Fft;

public class RealFftTests
{
    public static TheoryData<int> AllSizes()
    {
        var sizes = new TheoryData<int>();
        for (int n = RealFft.MinSize; n <= RealFft.MaxSize; n *= 2)
            sizes.Add(n);
        return sizes;
    }

    [Theory]
    [MemberData(nameof(AllSizes))]
    public void Forward_equals_the_defining_sum(int size)
    {
        RealFft fft = RealFft.OfSize(size);
        float[] time = Noise(size, size);
        float[] re = new float[fft.Bins];
        float[] im = new float[fft.Bins];
        fft.Forward(time, re, im);

        // Above 4096 the quadratic reference is spread over a sample of the bins.
        int step = Math.Max(1, size / 4096 * 37);
        double largest = 0, worst = 0;
        for (int k = 0; k < fft.Bins; k += step)
        {
            (double r, double i) = Reference(time, k);
            largest = Math.Max(largest, Math.Sqrt(r * r + i * i));
            worst = Math.Max(worst, Math.Max(Math.Abs(r - re[k]), Math.Abs(i - im[k])));
        }
        Assert.True(worst <= 5e-7 * largest, $"{worst} of {largest}");
        Assert.Equal(0f, im[0]);
        Assert.Equal(0f, im[^1]);
    }

    [Theory]
    [MemberData(nameof(AllSizes))]
    public void Inverse_returns_the_signal(int size)
    {
        RealFft fft = RealFft.OfSize(size);
        float[] time = Noise(size, size + 1);
        float[] re = new float[fft.Bins];
        float[] im = new float[fft.Bins];
        float[] back = new float[size];
        fft.Forward(time, re, im);
        fft.Inverse(re, im, back);
        for (int i = 0; i < size; i++)
            Assert.Equal(time[i], back[i], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(AllSizes))]
    public void An_impulse_has_a_flat_spectrum_and_a_constant_one_bin(int size)
    {
        RealFft fft = RealFft.OfSize(size);
        float[] time = new float[size];
        float[] re = new float[fft.Bins];
        float[] im = new float[fft.Bins];
        time[0] = 1;
        fft.Forward(time, re, im);
        Assert.All(re, value => Assert.Equal(1f, value, 1e-6f));
        Assert.All(im, value => Assert.Equal(0f, value, 1e-6f));

        Array.Fill(time, 1f);
        fft.Forward(time, re, im);
        Assert.Equal(size, re[0]);
        Assert.All(re[1..], value => Assert.Equal(0f, value, 1e-6f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-8)]
    [InlineData(400)]
    [InlineData(131072)]
    public void Other_sizes_are_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => RealFft.OfSize(size));

    [Fact]
    public void Short_spans_are_refused()
    {
        RealFft fft = RealFft.OfSize(8);
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[7], new float[5], new float[5]));
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[8], new float[4], new float[5]));
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[8], new float[5], new float[4]));
        Assert.Throws<ArgumentException>(() => fft.Inverse(new float[5], new float[5], new float[7]));
        Assert.Throws<ArgumentException>(() => fft.Inverse(new float[4], new float[5], new float[8]));
        Assert.Throws<ArgumentException>(() => fft.Inverse(new float[5], new float[4], new float[8]));
    }

    [Fact]
    public void A_size_is_built_once_and_calls_do_not_allocate()
    {
        RealFft fft = RealFft.OfSize(2048);
        Assert.Same(fft, RealFft.OfSize(2048));
        float[] time = Noise(2048, 3);
        float[] re = new float[fft.Bins];
        float[] im = new float[fft.Bins];
        fft.Forward(time, re, im);
        fft.Inverse(re, im, time);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            fft.Forward(time, re, im);
            fft.Inverse(re, im, time);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (double Re, double Im) Reference(float[] time, int k)
    {
        double re = 0, im = 0;
        for (int n = 0; n < time.Length; n++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * ((long)k * n % time.Length) / time.Length);
            re += time[n] * cos;
            im -= time[n] * sin;
        }
        return (re, im);
    }

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++)
            noise[i] = 2 * random.NextSingle() - 1;
        return noise;
    }
}
