using System.Buffers;
using System.Numerics.Tensors;

namespace CryApi.Features;

/// <summary>
/// The log-mel patches of one signal from first to last, at a controlled level. Reads ahead by the context of the control and keeps no
/// more than that, so that each frame is transformed once, however long the signal is. For one thread.
/// </summary>
public sealed class LevelledPatches : IDisposable
{
    private const int HopValues = PatchGeometry.HopFrames * PatchGeometry.Bands;

    private readonly LevelControl _control;
    private readonly int _patches;
    private float[] _magnitudes; // rented; of the hops from the next patch's first on, hop h in slot h modulo _slots
    private readonly int _slots;
    private readonly double[] _energies; // sums of squares of hops, for the contexts of the patches
    private int _hops;
    private int _next;

    /// <summary>Begins at the first patch.</summary>
    /// <param name="control">The level control.</param>
    /// <param name="patches">Patches of the signal (<see cref="PatchGeometry.PatchCount"/>), ≥ 1.</param>
    /// <exception cref="ArgumentException">The control is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="patches"/> is below 1.</exception>
    public LevelledPatches(LevelControl control, int patches)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentOutOfRangeException.ThrowIfLessThan(patches, 1);
        if (!control.IsValid())
            throw new ArgumentException("The level control is out of range.", nameof(control));
        (_control, _patches) = (control, patches);
        _slots = Math.Min(control.ContextPatches, patches - 1) + 2;
        _magnitudes = ArrayPool<float>.Shared.Rent(_slots * HopValues);
        _energies = new double[2 * _slots];
    }

    /// <summary>Gives its memory back; it must not be used any more.</summary>
    public void Dispose()
    {
        if (_magnitudes.Length > 0)
            ArrayPool<float>.Shared.Return(_magnitudes);
        _magnitudes = [];
    }

    /// <summary>Computes the patches that follow those of the call before.</summary>
    /// <param name="samples">The whole signal at 16 kHz, the same in each call.</param>
    /// <param name="destination">Receives [patch][96 frames][64 bands], natural logarithms ≥ ln 0.001; its length says how many.</param>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="destination"/> is not a multiple of 6144, or more than the patches that are left.
    /// </exception>
    public void Read(ReadOnlySpan<float> samples, Span<float> destination)
    {
        if (destination.Length % PatchGeometry.PatchValues != 0 || destination.Length / PatchGeometry.PatchValues > _patches - _next)
            throw new ArgumentException("The destination must hold whole patches of 96 × 64 values, and no more than are left.", nameof(destination));

        float before = float.NaN;
        for (int at = 0; at < destination.Length; at += PatchGeometry.PatchValues, _next++)
        {
            ReadAhead(samples);
            Span<float> patch = destination.Slice(at, PatchGeometry.PatchValues);
            float gain = _control.Gain(LoudestMeanSquare());

            // Neighbours mostly hear the same loudest patch, and then what they share is the same in both.
            if (gain == before)
                destination.Slice(at - HopValues, HopValues).CopyTo(patch);
            else
                Level(_next, gain, patch[..HopValues]);
            Level(_next + 1, gain, patch[HopValues..]);
            before = gain;
        }
    }

    private void Level(int hop, float gain, Span<float> logarithms)
    {
        TensorPrimitives.Multiply(Magnitudes(hop), gain, logarithms);
        LogMelPatches.ToLogarithms(logarithms);
    }

    private Span<float> Magnitudes(int hop) => _magnitudes.AsSpan(hop % _slots * HopValues, HopValues);

    /// <summary>Transforms the hops up to the end of the next patch's context.</summary>
    private void ReadAhead(ReadOnlySpan<float> samples)
    {
        int end = Math.Min(_patches - 1, _next + _slots - 2) + 2;
        for (; _hops < end; _hops++)
        {
            Span<float> hop = Magnitudes(_hops);
            LogMelPatches.Shared.ComputeMagnitudes(samples, _hops * PatchGeometry.HopFrames, hop);
            _energies[_hops % _energies.Length] = TensorPrimitives.SumOfSquares(hop);
        }
    }

    /// <summary>Mean square of the loudest patch in the next patch's context.</summary>
    private double LoudestMeanSquare()
    {
        double loudest = 0;
        int last = Math.Min(_patches - 1, _next + _slots - 2);
        for (int patch = Math.Max(0, _next - (_slots - 2)); patch <= last; patch++)
            loudest = Math.Max(loudest, _energies[patch % _energies.Length] + _energies[(patch + 1) % _energies.Length]);
        return loudest / PatchGeometry.PatchValues;
    }
}
