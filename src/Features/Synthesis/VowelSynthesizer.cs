namespace CryApi.Features;

/// <summary>
/// Speech-like babble of an adult: voiced syllables at about 120 Hz whose formants glide from vowel to vowel, in words with pauses.
/// </summary>
/// <remarks>Formants of men's vowels after G. E. Peterson and H. L. Barney, J. Acoust. Soc. Am. 24, 1952.</remarks>
internal static class VowelSynthesizer
{
    private const double Pitch = 120;

    private static readonly double[] Widths = [80, 100, 140];

    private static readonly double[][] Vowels =
    [
        [730, 1090, 2440], // father
        [530, 1840, 2480], // head
        [270, 2290, 3010], // heed
        [570, 840, 2410], // hawed
        [300, 870, 2240], // who'd
        [660, 1720, 2410], // had
    ];

    private static readonly Contour Syllable = new((0, 0), (0.15, 1), (0.7, 0.9), (1, 0.05));

    /// <summary>Fills the samples.</summary>
    public static void Fill(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        // A glottal source falls by 12 dB per octave, and the mouth's radiation gives 6 of them back.
        var source = new HarmonicSource(2, random.Uniform(0, 2 * Math.PI), sampleRate);
        var jitter = new SlowNoise(random.Fork(), 10, sampleRate);
        var tract = new Resonator[Widths.Length];
        double[] vowel = Vowels[random.Index(Vowels.Length)];
        double before = 0;
        int at = 0;
        while (at < samples.Length)
        {
            int syllables = 3 + random.Index(4);
            for (int syllable = 0; syllable < syllables && at < samples.Length; syllable++)
            {
                double[] next = Vowels[random.Index(Vowels.Length)];
                // The melody of a phrase starts high and falls.
                double height = Pitch * (1.12 - (0.24 * syllable / syllables)) * random.Uniform(0.96, 1.04);
                int length = (int)(random.Uniform(0.16, 0.3) * sampleRate);
                for (int i = 0; i < length && at < samples.Length; i++, at++)
                {
                    double t = (double)i / length;
                    if (i % 64 == 0)
                        Glide(tract, vowel, next, Math.Min(1, 2 * t), sampleRate);
                    double y = source.Next(height * (1 + (0.01 * jitter.Next()))) + (0.002 * random.Normal());
                    for (int formant = 0; formant < tract.Length; formant++)
                        y = tract[formant].Next(y);
                    samples[at] = (float)((y - before) * Syllable.At(t));
                    before = y;
                }

                vowel = next;
            }

            at += (int)(random.Uniform(0.2, 0.5) * sampleRate);
        }
    }

    private static void Glide(Resonator[] tract, double[] from, double[] to, double share, int sampleRate)
    {
        for (int formant = 0; formant < tract.Length; formant++)
            tract[formant].Tune(from[formant] + (share * (to[formant] - from[formant])), Widths[formant], sampleRate);
    }
}
