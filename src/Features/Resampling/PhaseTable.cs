using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CryApi.Features;

/// <summary>
/// Samples of the kernel for every position of an output between two inputs, as rows of taps ("polyphase filter"). Where the rates
/// need more than <see cref="MaxWeights"/> weights, the rows are samples of the kernel at fewer positions and are interpolated.
/// </summary>
/// <remarks>
/// Linear interpolation between rows h apart in u is off by at most h²/8·max|g″|. A row has about 195·a/lo taps, lo/a apart in u, so
/// 2^19 weights mean h ≤ 1/2300 for any pair of rates, and every weight is within 7e-8·lo/a of the formula.
/// </remarks>
internal sealed class PhaseTable
{
    /// <summary>Bound on the weights of a table (2 MiB), but for one spare row.</summary>
    public const int MaxWeights = 1 << 19;

    // The dot product keeps four vectors of running sums (a fused multiply-add takes about four cycles, and one can start in each).
    // Rows are padded with zero weights to a multiple of these.
    private static readonly int Lanes = 4 * Vector<float>.Count;

    private readonly float[] _weights;
    private readonly int _phases;
    private readonly int _rows;

    /// <summary>Builds the table for the ratio <paramref name="from"/>/<paramref name="to"/>, in lowest terms.</summary>
    public PhaseTable(int from, int to)
    {
        double inputsPerUnit = (double)from / Math.Min(from, to);
        int reach = (int)(ResamplingKernel.HalfLength * inputsPerUnit);
        After = reach + 1;
        int used = (2 * reach) + 2;
        Taps = (used + Lanes - 1) / Lanes * Lanes;
        Before = Taps - 1 - After;
        _phases = to;
        Exact = (long)to * Taps <= MaxWeights;
        _rows = Exact ? to : MaxWeights / Taps;

        // One row more than there are phases, so that the last can be interpolated too; row i mirrors row _rows − i.
        _weights = new float[(_rows + 1) * Taps];
        int pad = Taps - used;
        for (int row = 0; row <= _rows; row++)
        {
            Span<float> taps = _weights.AsSpan((row * Taps) + pad, used);
            if (row > _rows / 2)
            {
                _weights.AsSpan(((_rows - row) * Taps) + pad, used).CopyTo(taps);
                taps.Reverse();
                continue;
            }

            for (int tap = 0; tap < used; tap++)
                taps[tap] = (float)(ResamplingKernel.At((tap - reach - ((double)row / _rows)) / inputsPerUnit) / inputsPerUnit);
        }
    }

    /// <summary>Weights of a row; the leading ones may be zeros that only pad.</summary>
    public int Taps { get; }

    /// <summary>Inputs that a row spans before the one at or just before the output's position.</summary>
    public int Before { get; }

    /// <summary>Inputs that a row spans after that one.</summary>
    public int After { get; }

    /// <summary>True when every phase has a row of its own.</summary>
    public bool Exact { get; }

    /// <summary>Weights in the table.</summary>
    public int WeightCount => _weights.Length;

    /// <summary>One output sample.</summary>
    /// <param name="window">The inputs under the kernel, [Taps].</param>
    /// <param name="phase">Position between the two inputs, in 1/to of a sample; 0…to − 1.</param>
    public float Apply(ReadOnlySpan<float> window, int phase)
    {
        if (Exact)
            return Dot(window, _weights.AsSpan(phase * Taps, Taps));
        double position = (double)phase * _rows / _phases;
        int row = (int)position;
        return Dot(window, _weights.AsSpan(row * Taps, 2 * Taps), (float)(position - row));
    }

    // The order of the additions depends on the length alone, so a sample is the same wherever it lies in memory.
    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> w)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, w.Length);
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float ws = ref MemoryMarshal.GetReference(w);
        int step = Vector<float>.Count;
        Vector<float> a = Vector<float>.Zero, b = a, c = a, d = a;
        for (int i = 0; i < x.Length; i += 4 * step)
        {
            a = Vector.FusedMultiplyAdd(Load(ref xs, i), Load(ref ws, i), a);
            b = Vector.FusedMultiplyAdd(Load(ref xs, i + step), Load(ref ws, i + step), b);
            c = Vector.FusedMultiplyAdd(Load(ref xs, i + (2 * step)), Load(ref ws, i + (2 * step)), c);
            d = Vector.FusedMultiplyAdd(Load(ref xs, i + (3 * step)), Load(ref ws, i + (3 * step)), d);
        }

        return Vector.Sum(a + b + (c + d));
    }

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> rows, float fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(2 * x.Length, rows.Length);
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float ws = ref MemoryMarshal.GetReference(rows);
        int step = Vector<float>.Count;
        Vector<float> a = Vector<float>.Zero, b = a, c = a, d = a;
        for (int i = 0; i < x.Length; i += 2 * step)
        {
            Vector<float> first = Load(ref xs, i), second = Load(ref xs, i + step);
            a = Vector.FusedMultiplyAdd(first, Load(ref ws, i), a);
            b = Vector.FusedMultiplyAdd(second, Load(ref ws, i + step), b);
            c = Vector.FusedMultiplyAdd(first, Load(ref ws, x.Length + i), c);
            d = Vector.FusedMultiplyAdd(second, Load(ref ws, x.Length + i + step), d);
        }

        float left = Vector.Sum(a + b), right = Vector.Sum(c + d);
        return left + (fraction * (right - left));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ref float start, int offset) => Vector.LoadUnsafe(ref start, (nuint)offset);
}
