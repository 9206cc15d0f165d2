using CryApi.Features.Cry;

namespace CryApi.Features.Variants;

/// <summary>
/// Changes the tempo of a signal and leaves its pitch: the phase vocoder (Flanagan and Golden 1966), step by step as librosa 0.11's
/// <c>effects.time_stretch</c> does it, with frames of 2048 samples every 512.
/// </summary>
/// <remarks>
/// Spectra X[k,t] of the centred frames t = 0…T−1 are read at the positions p = 0, r, 2r, … &lt; T. With c = ⌊p⌋ and two silent frames after the
/// last: magnitude (1 − (p − c))·|X[k,c]| + (p − c)·|X[k,c+1]|. The phase begins with ∠X[k,0] and, from a position to the next, advances by
/// φ + wrap(∠X[k,c+1] − ∠X[k,c] − φ), φ = 2π·512·k/2048, wrap(x) = x − 2π·round(x/2π). Overlap-added, the new frames give round(L/r) samples.
/// </remarks>
internal static class PhaseVocoder
{
    /// <summary>Stretches a signal.</summary>
    /// <param name="samples">Mono, 16 kHz, finite, at least one sample.</param>
    /// <param name="rate">Tempo r, above 0: 2 is twice as fast, 0.5 half as fast.</param>
    /// <returns>round(L/r) samples.</returns>
    public static float[] Stretch(ReadOnlySpan<float> samples, double rate)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("There must be at least one sample.", nameof(samples));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        int frames = CryFrames.Count(samples.Length);
        (Plane magnitude, Plane angle) = Analyse(samples, frames);
        int positions = (int)Math.Ceiling(frames / rate);
        (Plane re, Plane im) = Walk(magnitude, angle, frames, positions, rate);

        int length = (int)Math.Round(samples.Length / rate);
        int needed = Math.Max(CryFrames.Margin + length, CryFrames.PaddedLength(positions));
        float[] padded = new float[needed];
        Stft.Invert(re, im, positions, length, padded);
        return padded.AsSpan(CryFrames.Margin, length).ToArray();
    }

    // Two rows more than there are frames: the silence after the last.
    private static (Plane Magnitude, Plane Angle) Analyse(ReadOnlySpan<float> samples, int frames)
    {
        float[] padded = new float[CryFrames.PaddedLength(frames)];
        samples.CopyTo(padded.AsSpan(CryFrames.Margin));
        Plane magnitude = new(frames + 2, CryFrames.Stride), angle = new(frames + 2, CryFrames.Stride), spectrum = new(2, CryFrames.Stride);
        for (int t = 0; t < frames; t++)
        {
            Span<float> re = spectrum.Row(0), im = spectrum.Row(1), to = angle.Row(t);
            Stft.Frame(padded, t, re, im, magnitude.Row(t));
            for (int k = 0; k < CryFrames.Bins; k++)
                to[k] = MathF.Atan2(im[k], re[k]);
        }
        return (magnitude, angle);
    }

    private static (Plane Re, Plane Im) Walk(Plane magnitude, Plane angle, int frames, int positions, double rate)
    {
        Plane re = new(positions, CryFrames.Stride), im = new(positions, CryFrames.Stride);
        double[] phase = new double[CryFrames.Bins];
        for (int k = 0; k < CryFrames.Bins; k++)
            phase[k] = angle.Row(0)[k];
        for (int n = 0; n < positions; n++)
        {
            // The last position may round up to the number of frames, where all is silent.
            double position = Math.Min(n * rate, frames);
            int column = (int)position;
            double share = position - column;
            Span<float> toRe = re.Row(n), toIm = im.Row(n);
            ReadOnlySpan<float> here = magnitude.Row(column), next = magnitude.Row(column + 1), angleHere = angle.Row(column), angleNext = angle.Row(column + 1);
            for (int k = 0; k < CryFrames.Bins; k++)
            {
                double size = (1 - share) * here[k] + share * next[k];
                (double sin, double cos) = Math.SinCos(phase[k]);
                toRe[k] = (float)(size * cos);
                toIm[k] = (float)(size * sin);
                double expected = 2 * Math.PI * CryFrames.Hop * k / CryFrames.FftSize;
                double turn = angleNext[k] - angleHere[k] - expected;
                phase[k] += expected + turn - 2 * Math.PI * Math.Round(turn / (2 * Math.PI));
            }
        }
        return (re, im);
    }
}
