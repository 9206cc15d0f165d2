namespace CryApi.Pipeline.Tests;

/// <summary>Samples while a file is read.</summary>
public class SampleBufferTests
{
    private const int Expected = 20_000;

    // As no other test has in its arrays, which come from the same pool.
    private const float Mark = 0.1234567f;

    [Theory]
    [InlineData(Expected)]
    [InlineData(2_000_000)]
    public void What_was_in_it_is_in_no_array_that_somebody_else_gets(int samples)
    {
        // Larger than expected: it grows, and as a file that fails in the end it is never handed over.
        using (var buffer = new SampleBuffer(Expected))
        {
            for (var written = 0; written < samples; written += 1_000)
            {
                buffer.Reserve(1_000)[..1_000].Fill(Mark);
                buffer.Advance(1_000);
            }
        }

        for (var size = Expected; size <= 2 * samples; size *= 2)
        {
            var arrays = Enumerable.Range(0, 8).Select(_ => Scratch.Floats.Rent(size)).ToList();
            Assert.DoesNotContain(arrays, array => array.Contains(Mark));
            arrays.ForEach(Scratch.Floats.Return);
        }
    }
}
