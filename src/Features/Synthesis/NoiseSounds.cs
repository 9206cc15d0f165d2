namespace CryApi.Features;

/// <summary>White and pink noise.</summary>
internal static class NoiseSounds
{
    /// <summary>Normal white noise.</summary>
    public static void White(Span<float> samples, SynthesisRandom random)
    {
        foreach (ref float sample in samples)
            sample = (float)random.Normal();
    }

    /// <summary>
    /// Noise with about equal power in every octave from 20 Hz up: a sum of low-passed noises of equal power, with corners two
    /// octaves apart.
    /// </summary>
    public static void Pink(Span<float> samples, int sampleRate, SynthesisRandom random)
    {
        for (double corner = 20; corner < 0.5 * sampleRate; corner *= 4)
        {
            var part = new SlowNoise(random.Fork(), corner, sampleRate);
            foreach (ref float sample in samples)
                sample += (float)part.Next();
        }
    }
}
