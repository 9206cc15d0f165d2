using System.Numerics.Tensors;
using CryApi.Features.Fft;

namespace CryApi.Features.Acoustics;

/// <summary>
/// Candidates for the fundamental frequency of every frame, after P. Boersma, "Accurate short-term analysis of the fundamental frequency
/// and the harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17, 1993: maxima of the autocorrelation of a Hann window of three
/// longest periods (20 ms), divided by the autocorrelation of the window.
/// </summary>
/// <param name="frames">The most frames.</param>
internal sealed class PitchCandidates(int frames)
{
    /// <summary>Transform length, samples: the window and half of it as zeros.</summary>
    public const int FftSize = 512;

    /// <summary>Bins of the spectrum.</summary>
    public const int Bins = FftSize / 2 + 1;

    /// <summary>The most candidates of a frame, beside being unvoiced.</summary>
    public const int Most = 14;

    /// <summary>What a frame can be: one of its candidates, or unvoiced.</summary>
    public const int States = Most + 1;

    /// <summary>What a candidate of the floor loses against one of the ceiling, per octave.</summary>
    public const double OctaveCost = 0.01;

    /// <summary>Strength at which a frame is as well unvoiced as voiced.</summary>
    public const double VoicingThreshold = 0.45;

    // Three periods of 150 Hz, made even, as Praat does.
    private const int Half = 3 * AcousticFrames.SampleRate / (2 * (int)AcousticFrames.Floor) - 1;
    private const int Window = 2 * Half;
    private const int ShortestLag = (int)(AcousticFrames.SampleRate / AcousticFrames.Ceiling);
    private const int LongestLag = Window / 3 + 1;

    private static readonly float[] Hann = BuildHann();
    private static readonly float[] InverseCorrelation = BuildInverseCorrelation();

    /// <summary>Candidates per frame.</summary>
    public int[] Counts { get; } = new int[frames];

    /// <summary>Their log₂ of the frequency in Hz, [frame][<see cref="Most"/>].</summary>
    public float[] Octaves { get; } = new float[frames * Most];

    /// <summary>Their strength, the height of the peak, likewise.</summary>
    public float[] Strengths { get; } = new float[frames * Most];

    /// <summary>The state before, for each state, [frame][<see cref="States"/>]; filled by <see cref="PitchPath"/>.</summary>
    public byte[] Back { get; } = new byte[frames * States];

    /// <summary>Peak of the middle of the frame relative to that of the clip, 0…1.</summary>
    public float[] Loudness { get; } = new float[frames];

    /// <summary>Finds the candidates of all frames and sums the power spectra of those in bursts.</summary>
    public void Find(AcousticWorkspace work)
    {
        Array.Clear(work.Spectrum);
        for (int t = 0; t < work.Frames; t++)
        {
            Counts[t] = 0;
            Loudness[t] = 0;
            int centre = AcousticFrames.Centre(t);
            if (work.Peak == 0 || centre < Half || centre + Half > work.Length)
                continue;
            Loudness[t] = Cut(work, centre);
            if (Loudness[t] > 0 && Correlate(work, work.InBurst[t]))
                Pick(work.Correlation, t);
        }
    }

    // The windowed frame without its local mean; returns the loudness of one longest period in its middle.
    private static float Cut(AcousticWorkspace work, int centre)
    {
        const int period = AcousticFrames.LongestPeriod;
        Span<float> frame = work.Window.AsSpan(0, FftSize);
        work.Cut(centre, centre - Half, frame[..Window]);
        TensorPrimitives.Multiply(frame[..Window], Hann, frame);
        frame[Window..].Clear();
        return work.Loudness(frame.Slice(Half - period / 2 - 1, period + 2));
    }

    // The normalised autocorrelation, mirrored to both sides of lag 0, which stands at index FftSize/2.
    private static bool Correlate(AcousticWorkspace work, bool inBurst)
    {
        RealFft fft = RealFft.OfSize(FftSize);
        float[] re = work.Re, im = work.Im;
        fft.Forward(work.Window, re, im);
        TensorPrimitives.Multiply(re, re, re);
        TensorPrimitives.MultiplyAdd(im, im, re, re);
        if (inBurst)
            TensorPrimitives.Add(work.Spectrum, re, work.Spectrum);
        Array.Clear(im);
        fft.Inverse(re, im, work.Window);
        Span<float> r = work.Window.AsSpan(0, Half);
        if (!(r[0] > 0))
            return false;
        TensorPrimitives.Divide(r, r[0], r);
        TensorPrimitives.Multiply(r, InverseCorrelation, r);
        r.CopyTo(work.Correlation.AsSpan(FftSize / 2));
        for (int lag = 1; lag < Half; lag++)
            work.Correlation[FftSize / 2 - lag] = r[lag];
        return true;
    }

    private void Pick(ReadOnlySpan<float> correlation, int t)
    {
        ReadOnlySpan<float> r = correlation[(FftSize / 2)..];
        Span<float> octaves = Octaves.AsSpan(t * Most, Most), strengths = Strengths.AsSpan(t * Most, Most);
        int count = 0;
        for (int lag = ShortestLag; lag <= LongestLag; lag++)
        {
            if (!(r[lag] > 0.5 * VoicingThreshold && r[lag] > r[lag - 1] && r[lag] >= r[lag + 1]))
                continue;
            double exact = LagPeak.Refine(correlation, FftSize / 2 + lag, out double height) - FftSize / 2;
            double hz = AcousticFrames.SampleRate / exact;
            if (hz > AcousticFrames.Ceiling)
                continue;
            float octave = (float)Math.Log2(hz), strength = (float)(height > 1 ? 1 / height : height);
            int place = count < Most ? count++ : Weakest(octaves, strengths, strength + OctaveCost * octave);
            if (place >= 0)
                (octaves[place], strengths[place]) = (octave, strength);
        }
        Counts[t] = count;
    }

    private static int Weakest(ReadOnlySpan<float> octaves, ReadOnlySpan<float> strengths, double value)
    {
        int place = -1;
        for (int i = 0; i < octaves.Length; i++)
        {
            double other = strengths[i] + OctaveCost * octaves[i];
            if (other < value)
                (place, value) = (i, other);
        }
        return place;
    }

    private static float[] BuildHann()
    {
        float[] window = new float[Window];
        for (int i = 0; i < Window; i++)
            window[i] = (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 1) / (Window + 1)));
        return window;
    }

    private static float[] BuildInverseCorrelation()
    {
        float[] inverse = new float[Half];
        double whole = 0;
        for (int lag = 0; lag < Half; lag++)
        {
            double sum = 0;
            for (int i = 0; i + lag < Window; i++)
                sum += (double)Hann[i] * Hann[i + lag];
            whole = lag == 0 ? sum : whole;
            inverse[lag] = (float)(whole / sum);
        }
        return inverse;
    }
}
