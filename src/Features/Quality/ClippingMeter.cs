using System.Buffers;
using System.Numerics.Tensors;

namespace CryApi.Features.Quality;

/// <summary>
/// Finds clipping in a signal that is read block by block, at the file's own rate: once it is resampled, flat tops have ripples.
/// </summary>
/// <remarks>
/// <para>
/// Near a smooth peak of height M a signal spends time in proportion to √ε above (1 − ε)·M. So of the samples above (1 − 4ε)·M half are above
/// (1 − ε)·M in a sine, whatever its frequency and level, and fewer where peaks differ in height. Where the tops are cut off nearly all are.
/// The signal is clipped where that share is at least 0.65 at ε = 0.001 or ε = 0.01, the latter for tops with noise on them, and where the
/// samples up there are no fewer than 16 and 2 % of those above M/2.
/// </para>
/// <para>
/// A square wave looks the same: below M = 0.5, where hardly any device clips, nothing is called clipped. Nor is a signal of fewer than 40
/// different levels from 0.8·M to 0.99·M, such as 8 bit, A-law, µ-law, or a tone whose period is a few samples: all that has just a few
/// levels looks flat at the top. A lone steady tone within about 1/length of a fraction p/q of the rate, q up to a few hundred, can still look
/// flat and be called clipped. Clipping before a lossy codec is smeared and not found.
/// </para>
/// </remarks>
public sealed class ClippingMeter : IDisposable
{
    private const float LowestMaximum = 0.5f;
    private const float HighestMaximum = 2;
    private const float FlatShare = 0.65f;
    private const int FewestFlat = 16;
    private const double LeastOfLoud = 0.02;
    private const int FewestLevels = 40;

    // A histogram with 4,096 bins an octave, from a quarter to 2: a float without its last 11 bits is the bin.
    private const int DroppedBits = 11;
    private const int Bins = 3 << (23 - DroppedBits);
    private static readonly uint FirstBin = BitConverter.SingleToUInt32Bits(LowestMaximum / 2) >> DroppedBits;

    private const int BlockSamples = 256;

    private int[] _counts = ArrayPool<int>.Shared.Rent(Bins);
    private float _maximum;

    /// <summary>Creates a meter that has heard nothing.</summary>
    public ClippingMeter() => _counts.AsSpan(0, Bins).Clear();

    /// <summary>Whether what was added so far is clipped.</summary>
    public bool IsClipped => _maximum is >= LowestMaximum and < HighestMaximum
        && Levels(0.8f * _maximum, 0.99f * _maximum) >= FewestLevels
        && (IsFlat(0.001f) || IsFlat(0.01f));

    /// <summary>Adds the next samples.</summary>
    /// <param name="samples">Finite; full scale is 1.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        var counts = _counts.AsSpan(0, Bins);
        while (!samples.IsEmpty)
        {
            var block = samples[..Math.Min(BlockSamples, samples.Length)];
            samples = samples[block.Length..];
            var peak = Math.Abs(TensorPrimitives.MaxMagnitude(block));
            _maximum = Math.Max(_maximum, peak);
            if (peak < LowestMaximum / 2)
                continue;
            foreach (var sample in block)
            {
                var bin = (BitConverter.SingleToUInt32Bits(Math.Abs(sample)) >> DroppedBits) - FirstBin;
                if (bin < Bins)
                    counts[(int)bin]++;
            }
        }
    }

    /// <summary>Gives its memory back; it must not be used any more.</summary>
    public void Dispose()
    {
        if (_counts.Length > 0)
            ArrayPool<int>.Shared.Return(_counts);
        _counts = [];
    }

    private bool IsFlat(float width)
    {
        var top = CountFrom((1 - width) * _maximum);
        return top >= FewestFlat
            && top >= FlatShare * CountFrom((1 - (4 * width)) * _maximum)
            && top >= LeastOfLoud * CountFrom(_maximum / 2);
    }

    private long CountFrom(float level)
    {
        var count = 0L;
        foreach (var n in _counts.AsSpan(Bin(level), Bins - Bin(level)))
            count += n;
        return count;
    }

    private int Levels(float from, float to)
    {
        var levels = 0;
        foreach (var n in _counts.AsSpan(Bin(from), Bin(to) - Bin(from)))
            levels += n > 0 ? 1 : 0;
        return levels;
    }

    private static int Bin(float level) => (int)((BitConverter.SingleToUInt32Bits(level) >> DroppedBits) - FirstBin);
}
