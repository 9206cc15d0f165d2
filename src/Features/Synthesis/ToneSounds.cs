namespace CryApi.Features;

/// <summary>Sounds of steady or gliding partials: pure tone, mains hum, siren, chime.</summary>
internal static class ToneSounds
{
    /// <summary>Frequency of the pure tone, Hz.</summary>
    public const double ToneHz = 1_000;

    /// <summary>Frequency of the mains hum, Hz.</summary>
    public const double HumHz = 50;

    /// <summary>Lowest frequency of the siren, Hz.</summary>
    public const double SirenLowHz = 600;

    /// <summary>Highest frequency of the siren, Hz.</summary>
    public const double SirenHighHz = 1_300;

    // Partials of a bell relative to its strike note: hum, prime, tierce, quint, nominal and two above; loudness; decay time at 1 kHz, s.
    private static readonly (double Ratio, double Level, double Decay)[] Bell =
        [(0.5, 0.4, 1.6), (1, 1, 1), (1.2, 0.7, 0.8), (1.5, 0.35, 0.6), (2, 0.8, 0.5), (2.67, 0.4, 0.3), (4.1, 0.2, 0.2)];

    // A pentatonic scale, so that notes that ring together do not clash.
    private static readonly double[] Scale = [1, 9 / 8.0, 5 / 4.0, 3 / 2.0, 5 / 3.0, 2];

    /// <summary>A sine of 1 kHz.</summary>
    public static void Tone(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        double start = random.Uniform(0, 1);
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (float)Math.Sin(2 * Math.PI * (start + (ToneHz * i / sampleRate)));
    }

    /// <summary>Mains hum: 50 Hz and harmonics.</summary>
    public static void Hum(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        var source = new HarmonicSource(1.5, random.Uniform(0, 2 * Math.PI), sampleRate, maxHarmonics: 20);
        foreach (ref float sample in samples)
            sample = (float)source.Next(HumHz);
    }

    /// <summary>A siren that wails between 600 and 1300 Hz, up and down in 3…5 s.</summary>
    public static void Siren(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        var source = new HarmonicSource(2, 0, sampleRate, maxHarmonics: 4);
        double period = random.Uniform(3, 5);
        for (int i = 0; i < samples.Length; i++)
        {
            double share = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / (period * sampleRate)));
            samples[i] = (float)source.Next(SirenLowHz + ((SirenHighHz - SirenLowHz) * share));
        }
    }

    /// <summary>Bells struck one after the other, each with inharmonic partials that die away.</summary>
    public static void Chime(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        for (double at = 0; at < samples.Length; at += random.Uniform(0.5, 1.4) * sampleRate)
            Strike(samples[(int)at..], sampleRate, 600 * Scale[random.Index(Scale.Length)], random.Uniform(0.6, 1));
    }

    private static void Strike(Span<float> samples, int sampleRate, double note, double gain)
    {
        foreach ((double ratio, double level, double decay) in Bell)
        {
            double step = 2 * Math.PI * note * ratio / sampleRate;
            // A clapper needs a few milliseconds to let the bell ring, and a partial is heard until it is 60 dB down.
            double attack = 0.003 * sampleRate, fade = decay * (1000 / note) * sampleRate;
            int length = (int)Math.Min(samples.Length, 7 * fade);
            for (int i = 0; i < length; i++)
                samples[i] += (float)(gain * level * Math.Min(1, i / attack) * Math.Exp(-i / fade) * Math.Sin(step * i));
        }
    }
}
