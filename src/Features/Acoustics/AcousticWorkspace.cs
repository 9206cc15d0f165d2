using System.Numerics.Tensors;
using CryApi.Features.Cry;

namespace CryApi.Features.Acoustics;

/// <summary>
/// Everything that is computed on the way to one <see cref="CryAcoustics"/>; per frame [t] unless said otherwise. Used by one thread at a
/// time, then again for another clip.
/// </summary>
/// <param name="samples">The most samples of a clip that fits; about 5 bytes each.</param>
internal sealed class AcousticWorkspace(int samples)
{
    // What is left of a constant after its mean is taken off, by rounding.
    private const double RoundingShare = 1e-6;

    private readonly float[] _signal = new float[samples + 2 * Margin];

    /// <summary>Zeros before and after the signal, so that no window leaves the array.</summary>
    public const int Margin = 256;

    /// <summary>The most samples of a clip that fits.</summary>
    public int Capacity { get; } = samples;

    /// <summary>Samples of the clip.</summary>
    public int Length { get; private set; }

    /// <summary>Frames T of the clip.</summary>
    public int Frames { get; private set; }

    /// <summary>Root mean square of the clip as it came, its mean included.</summary>
    public double Rms { get; private set; }

    /// <summary>Largest absolute value of <see cref="Signal"/>, 0.5…1; 0 where nothing moves.</summary>
    public float Peak { get; private set; }

    /// <summary>The clip without its mean, scaled by a power of two, between margins of zeros.</summary>
    public ReadOnlySpan<float> Padded => _signal.AsSpan(0, Length + 2 * Margin);

    /// <summary>The same without the margins.</summary>
    public ReadOnlySpan<float> Signal => _signal.AsSpan(Margin, Length);

    /// <summary>Weighted mean square around the frame.</summary>
    public double[] Power { get; } = new double[AcousticFrames.Count(samples)];

    /// <summary>Whether the frame belongs to a burst.</summary>
    public bool[] InBurst { get; } = new bool[AcousticFrames.Count(samples)];

    /// <summary>Share of the power that is periodic, r, 0…1, whatever the level.</summary>
    public float[] Periodicity { get; } = new float[AcousticFrames.Count(samples)];

    /// <summary>Whether the frame is loud enough for its periodicity to count.</summary>
    public bool[] Sounding { get; } = new bool[AcousticFrames.Count(samples)];

    /// <summary>Fundamental frequency, Hz; 0 where unvoiced.</summary>
    public float[] F0 { get; } = new float[AcousticFrames.Count(samples)];

    /// <summary>The candidates for it.</summary>
    public PitchCandidates Candidates { get; } = new(AcousticFrames.Count(samples));

    /// <summary>Power spectrum summed over the frames in bursts.</summary>
    public float[] Spectrum { get; } = new float[PitchCandidates.Bins];

    /// <summary>Scratch for the values that are sorted.</summary>
    public double[] Sorted { get; } = new double[AcousticFrames.Count(samples)];

    /// <summary>Scratch of one window.</summary>
    public float[] Window { get; } = new float[2048];

    /// <summary>Scratch of correlations.</summary>
    public float[] Correlation { get; } = new float[512];

    /// <summary>Scratch of a spectrum, real parts.</summary>
    public float[] Re { get; } = new float[PitchCandidates.Bins];

    /// <summary>Imaginary parts.</summary>
    public float[] Im { get; } = new float[PitchCandidates.Bins];

    /// <summary>
    /// Copies a signal; what is not finite becomes 0, what is absurdly large is limited. The scale is a power of two, so that
    /// a louder copy of a clip gives the same samples here.
    /// </summary>
    public void Load(ReadOnlySpan<float> samples)
    {
        Length = samples.Length;
        Frames = AcousticFrames.Count(samples.Length);
        _signal.AsSpan(0, Margin).Clear();
        _signal.AsSpan(Margin + Length, Margin).Clear();
        Span<float> copy = _signal.AsSpan(Margin, Length);
        SampleGuard.Copy(samples, copy);
        double mean = Reduce.Sum(copy) / Length;
        double peak = Math.Max(TensorPrimitives.Max<float>(copy) - mean, mean - TensorPrimitives.Min<float>(copy));
        Peak = 0;
        Rms = Math.Abs(mean);
        if (peak == 0 || peak <= RoundingShare * Rms)
        {
            copy.Clear();
            return;
        }

        // Up to 2^148 for the smallest numbers: in two steps, as float32 ends at 2^127.
        int exponent = -1 - Math.ILogB(peak);
        TensorPrimitives.Subtract(copy, (float)mean, copy);
        TensorPrimitives.Multiply(copy, MathF.ScaleB(1, exponent / 2), copy);
        TensorPrimitives.Multiply(copy, MathF.ScaleB(1, exponent - exponent / 2), copy);
        Peak = (float)Math.ScaleB(peak, exponent);
        double variance = TensorPrimitives.SumOfSquares<float>(copy) / Length;
        Rms = Math.ScaleB(Math.Sqrt(variance + Math.Pow(Math.ScaleB(mean, exponent), 2)), -exponent);
    }

    /// <summary>Copies samples, less the mean of a longest period on each side of a centre.</summary>
    /// <param name="centre">That centre, a sample of the clip.</param>
    /// <param name="start">The first sample to copy.</param>
    /// <param name="frame">Receives them.</param>
    public void Cut(int centre, int start, Span<float> frame)
    {
        ReadOnlySpan<float> around = Padded.Slice(Margin + centre - AcousticFrames.LongestPeriod, 2 * AcousticFrames.LongestPeriod);
        float mean = TensorPrimitives.Sum(around) / around.Length;
        TensorPrimitives.Subtract(Padded.Slice(Margin + start, frame.Length), mean, frame);
    }

    /// <summary>Peak of the middle of a frame relative to that of the clip, 0…1.</summary>
    public float Loudness(ReadOnlySpan<float> middle) => Math.Min(1, Math.Abs(TensorPrimitives.MaxMagnitude(middle)) / Peak);
}
