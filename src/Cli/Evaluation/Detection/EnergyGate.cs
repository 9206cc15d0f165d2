using System.Numerics.Tensors;
using CryApi.Features;

namespace CryApi.Cli;

/// <summary>The loudest moment decides: an energy gate.</summary>
internal static class EnergyGate
{
    /// <summary>Level that scores 0, in dB below full scale; full scale scores 1.</summary>
    private const double Floor = -80;

    /// <summary>Samples in a window: 0.96 s, as a patch.</summary>
    private const int Window = PatchGeometry.SampleRate * 96 / 100;

    /// <summary>Where it opens: −40 dB. Nothing was learnt to choose it.</summary>
    public const double Threshold = (-40 - Floor) / -Floor;

    /// <summary>The highest RMS level over windows of 0.96 s, every 0.48 s and at the end, as a score that is linear in dB.</summary>
    /// <param name="samples">16 kHz mono; fewer than a window are taken as one.</param>
    public static double Score(ReadOnlySpan<float> samples)
    {
        var loudest = 0.0;
        var length = Math.Min(Window, samples.Length);
        for (var start = 0; length > 0; start = Math.Min(start + (Window / 2), samples.Length - length))
        {
            loudest = Math.Max(loudest, TensorPrimitives.SumOfSquares(samples.Slice(start, length)) / length);
            if (start == samples.Length - length)
                break;
        }

        return Math.Clamp(((10 * Math.Log10(loudest)) - Floor) / -Floor, 0, 1);
    }
}
