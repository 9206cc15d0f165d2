using CryApi.Features.Fft;

namespace CryApi.Features.Tests.Synthesis;

/// <summary>Plain measurements of a sound, independent of the code under test.</summary>
internal static class Measure
{
    public static double Rms(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float v in x)
            sum += (double)v * v;
        return Math.Sqrt(sum / x.Length);
    }

    /// <summary>Samples of an interval in seconds.</summary>
    public static ReadOnlySpan<float> Part(SynthesizedSound sound, double start, double end) =>
        sound.Samples.AsSpan()[(int)(start * sound.SampleRate)..(int)(end * sound.SampleRate)];

    /// <summary>Fundamental frequency, Hz: the shortest period whose normalised autocorrelation is close to the best.</summary>
    public static double Pitch(ReadOnlySpan<float> x, int rate, double lowest, double highest)
    {
        int first = (int)(rate / highest), last = (int)(rate / lowest);
        double[] match = new double[last + 1];
        double best = 0;
        for (int lag = first; lag <= last; lag++)
        {
            double cross = 0, early = 0, late = 0;
            for (int i = 0; i + lag < x.Length; i++)
            {
                cross += (double)x[i] * x[i + lag];
                early += (double)x[i] * x[i];
                late += (double)x[i + lag] * x[i + lag];
            }

            match[lag] = cross / Math.Sqrt(early * late);
            best = Math.Max(best, match[lag]);
        }

        for (int lag = first + 1; lag < last; lag++)
        {
            if (match[lag] > 0.95 * best && match[lag] >= match[lag - 1] && match[lag] >= match[lag + 1])
                return (double)rate / lag;
        }

        return double.NaN;
    }

    /// <summary>The signal less its first formant: two moving averages that null 1.07 kHz, so that the fundamental stands out.</summary>
    public static float[] Fundamental(ReadOnlySpan<float> x)
    {
        const int Length = 15;
        float[] y = x.ToArray();
        for (int pass = 0; pass < 2; pass++)
        {
            float[] from = y;
            y = new float[from.Length - Length + 1];
            for (int i = 0; i < y.Length; i++)
                for (int j = 0; j < Length; j++)
                    y[i] += from[i + j] / Length;
        }

        return y;
    }

    /// <summary>Share of the energy from <paramref name="low"/> to <paramref name="high"/> Hz, over Hann frames of 1024.</summary>
    public static double BandShare(ReadOnlySpan<float> x, int rate, double low, double high)
    {
        const int Size = 1024;
        double inside = 0, total = 0;
        float[] re = new float[(Size / 2) + 1], im = new float[(Size / 2) + 1], frame = new float[Size];
        for (int at = 0; at + Size <= x.Length; at += Size / 2)
        {
            for (int i = 0; i < Size; i++)
                frame[i] = x[at + i] * (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Size)));
            RealFft.OfSize(Size).Forward(frame, re, im);
            for (int k = 0; k < re.Length; k++)
            {
                double power = ((double)re[k] * re[k]) + ((double)im[k] * im[k]), hz = (double)k * rate / Size;
                total += power;
                inside += hz >= low && hz < high ? power : 0;
            }
        }

        return inside / total;
    }
}
