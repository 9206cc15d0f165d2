namespace CryApi.Features;

/// <summary>The two halves of a breath in a cry: the phonated expiration and the short inspiration after it.</summary>
internal static class CryBreath
{
    // A tube closed at one end, about 7.5 cm long, resonates at odd multiples of its lowest formant (Golub and Corwin 1985).
    private static readonly (double Hz, double Width)[] ExpirationFormants = [(1100, 120), (3300, 250), (5500, 400)];
    private static readonly (double Hz, double Width)[] InspirationFormants = [(1500, 400), (3500, 600)];

    private static readonly Contour Loudness = new((0, 0), (0.08, 0.8), (0.3, 1), (0.7, 0.8), (1, 0));
    private static readonly Contour Gasp = new((0, 0), (0.3, 1), (1, 0));

    /// <summary>
    /// One expiration: the pitch rises, holds and falls; harmonics and breath noise pass the formants. Peak 1.
    /// </summary>
    public static double[] Expiration(CryVoice voice, int length, int sampleRate, SynthesisRandom random)
    {
        double height = voice.Pitch * random.Uniform(0.94, 1.06);
        var pitch = new Contour(
            (0, random.Uniform(0.75, 0.85)), (0.15, 1.05), (random.Uniform(0.28, 0.42), 1.12), (0.7, 1), (1, random.Uniform(0.68, 0.78)));
        var source = new HarmonicSource(voice.Tilt, random.Uniform(0, 2 * Math.PI), sampleRate);
        var jitter = new SlowNoise(random.Fork(), 30, sampleRate);
        var roughness = new SlowNoise(random.Fork(), 40, sampleRate);
        double vibratoStart = random.Uniform(0, 1);
        return Voiced(length, sampleRate, ExpirationFormants, voice.TractScale, Loudness, random, voice.Breath, (i, t) =>
        {
            double vibrato = voice.VibratoDepth * Math.Sin(2 * Math.PI * (vibratoStart + (voice.VibratoHz * i / sampleRate)));
            double f0 = height * pitch.At(t) * Math.Max(0.5, 1 + vibrato + (voice.Jitter * jitter.Next()));
            return source.Next(f0) * (1 + (voice.Roughness * roughness.Next()));
        });
    }

    /// <summary>One inspiration: mostly noise, with a faint voice higher than that of the expiration and rising. Peak 1.</summary>
    public static double[] Inspiration(CryVoice voice, int length, int sampleRate, SynthesisRandom random)
    {
        var pitch = new Contour((0, 1.3), (1, 1.8));
        var source = new HarmonicSource(1, random.Uniform(0, 2 * Math.PI), sampleRate, maxHarmonics: 7);
        return Voiced(length, sampleRate, InspirationFormants, voice.TractScale, Gasp, random, 0.5, (_, t) =>
            0.15 * source.Next(voice.Pitch * pitch.At(t)));
    }

    private static double[] Voiced(
        int length,
        int sampleRate,
        (double Hz, double Width)[] formants,
        double tractScale,
        Contour loudness,
        SynthesisRandom random,
        double noise,
        Func<int, double, double> source)
    {
        var tract = new Resonator[formants.Length];
        int used = 0;
        foreach ((double hz, double width) in formants)
        {
            if (hz * tractScale < 0.45 * sampleRate)
                tract[used++].Tune(hz * tractScale, width, sampleRate);
        }

        // White noise spreads over half the sample rate; this keeps its density at the formants the same at every rate.
        noise *= Math.Sqrt(sampleRate / 16_000.0);
        double[] samples = new double[length];
        double before = 0, peak = 0;
        for (int i = 0; i < length; i++)
        {
            double t = (double)i / length;
            double y = source(i, t) + (noise * random.Normal());
            for (int formant = 0; formant < used; formant++)
                y = tract[formant].Next(y);
            // The mouth radiates the change of the flow.
            samples[i] = (y - before) * loudness.At(t);
            before = y;
            peak = Math.Max(peak, Math.Abs(samples[i]));
        }

        for (int i = 0; i < length && peak > 0; i++)
            samples[i] /= peak;
        return samples;
    }
}
