using CryApi.Features.Fft;

namespace CryApi.Features.Cry;

/// <summary>
/// The 36 constant-Q filters of one octave in the frequency domain. From one octave to the next the frequencies and the sample rate both
/// halve, so all seven octaves share them; they depend on the tuning only.
/// </summary>
/// <remarks>
/// Filter i has frequency F = C1·2^(tuning/36)·2^(6 + i/36) Hz at 16 kHz (C1 = 440·2^(−45/12)) and length ℓ = Q·16000/F,
/// Q = (r²+1)/(r²−1), r = 2^(1/36): exp(2πi·F·n/16000) under a periodic Hann window at n = ⌊−ℓ/2⌋ … ⌊ℓ/2⌋ − 1, divided by the sum of the
/// window, centred in 512 samples, times ℓ/512, transformed. The weakest bins that hold less than 1 % of a row are dropped.
/// Source: C. Schörkhuber and A. Klapuri, "Constant-Q transform toolbox for music processing", SMC 2010, as librosa does it.
/// </remarks>
internal sealed class ConstantQBank
{
    /// <summary>Filters per octave.</summary>
    public const int Filters = 36;

    /// <summary>Samples that a filter spans, whatever the octave.</summary>
    public const int FftSize = 512;

    private const double DroppedShare = 0.01;
    private const double TopOctave = 64;

    private static readonly double Ratio = Math.Pow(2, 1.0 / Filters);
    private static readonly TunedCache<ConstantQBank> Cache = new(static index => new ConstantQBank(Tuning.FromIndex(index)));

    private readonly double _lowest;

    private ConstantQBank(double tuning)
    {
        _lowest = 440 * Math.Pow(2, -45.0 / 12 + tuning / Filters);
        RealFft fft = RealFft.OfSize(FftSize);
        float[] re = new float[fft.Bins], im = new float[fft.Bins];
        var weights = new List<float>();
        for (int i = 0; i < Filters; i++)
        {
            Transform(fft, Frequency(i) * TopOctave, re, im);
            float threshold = Threshold(re, im);
            int first = 0, last = fft.Bins - 1;
            while (Size(re, im, first) < threshold)
                first++;
            while (Size(re, im, last) < threshold)
                last--;
            First[i] = first;
            Offset[i] = weights.Count / 2;
            for (int k = first; k <= last; k++)
            {
                bool kept = Size(re, im, k) >= threshold;
                weights.Add(kept ? re[k] : 0);
                weights.Add(kept ? im[k] : 0);
            }
            FirstBin = Math.Min(FirstBin, first);
            EndBin = Math.Max(EndBin, last + 1);
        }
        Offset[Filters] = weights.Count / 2;
        Weights = [.. weights];
    }

    /// <summary>Q, the ratio of a filter's frequency to its bandwidth.</summary>
    public static double Q { get; } = (Ratio * Ratio + 1) / (Ratio * Ratio - 1);

    /// <summary>The first bin with a weight, per filter.</summary>
    public int[] First { get; } = new int[Filters];

    /// <summary>Where a filter's weights begin; it has Offset[i+1] − Offset[i] of them.</summary>
    public int[] Offset { get; } = new int[Filters + 1];

    /// <summary>The weights of successive bins, real and imaginary part in turn.</summary>
    public float[] Weights { get; }

    /// <summary>The first bin that any filter reads.</summary>
    public int FirstBin { get; } = FftSize;

    /// <summary>One more than the last bin that any filter reads.</summary>
    public int EndBin { get; }

    /// <summary>The bank of a tuning.</summary>
    /// <param name="tuningIndex">See <see cref="Tuning.FromIndex"/>; in 1/36 octaves.</param>
    public static ConstantQBank ForTuning(int tuningIndex) => Cache[tuningIndex];

    /// <summary>The frequency of bin b of the whole transform, counted from the lowest, Hz.</summary>
    public double Frequency(int bin) => _lowest * Math.Pow(2, (double)bin / Filters);

    private static void Transform(RealFft fft, double frequency, float[] re, float[] im)
    {
        double length = Q * CryFrames.SampleRate / frequency;
        int first = (int)Math.Floor(-length / 2);
        int count = (int)Math.Floor(length / 2) - first;
        int left = (FftSize - count) / 2;
        double[] window = Hann.Periodic(count);
        double sum = window.Sum();
        float[] cosine = new float[FftSize], sine = new float[FftSize];
        for (int i = 0; i < count; i++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * frequency * (first + i) / CryFrames.SampleRate);
            double weight = window[i] / sum * length / FftSize;
            cosine[left + i] = (float)(weight * c);
            sine[left + i] = (float)(weight * s);
        }

        // The transform of c + i·s from those of c and s.
        float[] sineRe = new float[fft.Bins], sineIm = new float[fft.Bins];
        fft.Forward(cosine, re, im);
        fft.Forward(sine, sineRe, sineIm);
        for (int k = 0; k < fft.Bins; k++)
            (re[k], im[k]) = (re[k] - sineIm[k], im[k] + sineRe[k]);
    }

    // The size at which the bins, added from the weakest on, first hold the share that may be dropped.
    private static float Threshold(float[] re, float[] im)
    {
        float[] sizes = new float[re.Length];
        double total = 0;
        for (int k = 0; k < sizes.Length; k++)
        {
            sizes[k] = Size(re, im, k);
            total += sizes[k];
        }
        Array.Sort(sizes);
        double cumulative = sizes[0];
        int j = 0;
        while (cumulative < DroppedShare * total)
            cumulative += sizes[++j];
        return sizes[j];
    }

    private static float Size(float[] re, float[] im, int k) => MathF.Sqrt(re[k] * re[k] + im[k] * im[k]);
}
