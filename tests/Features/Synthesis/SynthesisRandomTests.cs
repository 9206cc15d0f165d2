namespace CryApi.Features.Tests.Synthesis;

public class SynthesisRandomTests
{
    [Fact]
    public void The_bits_are_those_of_SplitMix64()
    {
        var random = new SynthesisRandom(1234567);
        ulong[] expected =
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(expected, bits => Assert.Equal(bits, random.NextBits()));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1_and_normal_tails()
    {
        const int Count = 200_000;
        var random = new SynthesisRandom(1);
        double sum = 0, squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = random.Normal();
            sum += x;
            squares += x * x;
            beyondTwo += Math.Abs(x) > 2 ? 1 : 0;
        }

        Assert.Equal(0, sum / Count, 0.01);
        Assert.Equal(1, squares / Count, 0.02);
        Assert.Equal(0.0455, (double)beyondTwo / Count, 0.003);
    }

    [Fact]
    public void Uniform_numbers_fill_their_range()
    {
        var random = new SynthesisRandom(2);
        double low = 3, high = -2, sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double x = random.Uniform(-2, 3);
            (low, high, sum) = (Math.Min(low, x), Math.Max(high, x), sum + x);
        }

        Assert.InRange(low, -2, -1.99);
        Assert.InRange(high, 2.99, 3);
        Assert.Equal(0.5, sum / 100_000, 0.02);
    }
}
