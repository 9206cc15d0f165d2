namespace CryApi.Features.Cry;

/// <summary>The median, and any other quantile, by radix selection: three counting passes whatever the values, so no input is slow.</summary>
internal static class Median
{
    private const int RadixBits = 11;

    /// <summary>The middle value, or the mean of the two middle ones of an even number.</summary>
    /// <param name="values">At least one value; none NaN.</param>
    public static float Of(ReadOnlySpan<float> values)
    {
        int middle = values.Length / 2;
        float upper = Select(values, middle);
        return values.Length % 2 == 1 ? upper : 0.5f * (Select(values, middle - 1) + upper);
    }

    /// <summary>The value that has so many smaller ones before it when all are put in order.</summary>
    /// <param name="values">None NaN.</param>
    /// <param name="rank">From 0 to the number of values less 1.</param>
    public static float Select(ReadOnlySpan<float> values, int rank)
    {
        Span<int> counts = stackalloc int[1 << RadixBits];
        uint prefix = 0, mask = 0;
        for (int shift = 32 - RadixBits; ; shift = Math.Max(0, shift - RadixBits))
        {
            uint digits = ((1u << RadixBits) - 1) << shift & ~mask;
            counts.Clear();
            foreach (float value in values)
            {
                uint key = Key(value);
                if ((key & mask) == prefix)
                    counts[(int)((key & digits) >> shift)]++;
            }
            int digit = 0;
            for (; rank >= counts[digit]; digit++)
                rank -= counts[digit];
            prefix |= (uint)digit << shift;
            mask |= digits;
            if (shift == 0)
                return Value(prefix);
        }
    }

    // Keys order as the values do: negative numbers are complemented, the sign bit of the others is set.
    private static uint Key(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    private static float Value(uint key) =>
        BitConverter.UInt32BitsToSingle((key & 0x80000000) != 0 ? key & 0x7FFFFFFF : ~key);
}
