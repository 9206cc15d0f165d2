namespace CryApi.Features;

/// <summary>
/// Synthetic infant cries: a source-filter model of phonated crying with the exact times of every expiration. For tests,
/// samples and trying the service out; it stands for no particular infant and no particular reason to cry.
/// </summary>
/// <remarks>See <see cref="CryVoice"/> for the literature behind the ranges.</remarks>
public static class CrySynthesizer
{
    /// <summary>Peak of a cry.</summary>
    public const double Peak = 0.5;

    // Expirations of about 1 s, then about 0.35 s with an inspiration in it.
    private const double MeanExpiration = 1.0;
    private const double MeanPause = 0.35;
    private const double InspirationLevel = 0.12;

    /// <summary>One bout of crying that fills the time: it starts and ends with an expiration.</summary>
    /// <param name="seconds">Length, 0.1…3600 s. From about 2 s on the expirations last 0.6…1.4 s.</param>
    /// <param name="seed">Chooses the voice and every variation.</param>
    /// <param name="sampleRate">8 000…48 000 Hz.</param>
    /// <returns>The samples, peak <see cref="Peak"/>; an event for every expiration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length or the rate is out of range.</exception>
    public static SynthesizedSound Create(double seconds, ulong seed, int sampleRate = PatchGeometry.SampleRate) =>
        Create(CryVoice.FromSeed(seed), seconds, seed, sampleRate);

    /// <summary>One bout of crying in a given voice.</summary>
    /// <inheritdoc cref="Create(double, ulong, int)"/>
    public static SynthesizedSound Create(CryVoice voice, double seconds, ulong seed, int sampleRate = PatchGeometry.SampleRate)
    {
        ArgumentNullException.ThrowIfNull(voice);
        SoundLibrary.ThrowIfOutOfRange(seconds, sampleRate);
        var random = new SynthesisRandom(seed);
        (int[] expirations, int[] pauses) = Rhythm((int)Math.Round(seconds * sampleRate), sampleRate, random);

        float[] samples = new float[(int)Math.Round(seconds * sampleRate)];
        var events = new (double Start, double End)[expirations.Length];
        int at = 0;
        for (int i = 0; i < expirations.Length; i++)
        {
            events[i] = ((double)at / sampleRate, (double)(at + expirations[i]) / sampleRate);
            Add(samples, at, CryBreath.Expiration(voice, expirations[i], sampleRate, random), random.Uniform(0.8, 1));
            at += expirations[i];
            if (i == pauses.Length)
                break;
            // The inspiration starts a little after the expiration's end and leaves a little silence before the next one.
            int delay = (int)(0.05 * sampleRate);
            int length = Math.Max(1, Math.Min((int)(random.Uniform(0.2, 0.28) * sampleRate), pauses[i] - (2 * delay)));
            Add(samples, at + delay, CryBreath.Inspiration(voice, length, sampleRate, random), InspirationLevel);
            at += pauses[i];
        }

        return new SynthesizedSound(Levels.ToPeak(samples, Peak), sampleRate, events);
    }

    // Draws lengths and stretches the expirations so that all together are exactly as long as asked.
    private static (int[] Expirations, int[] Pauses) Rhythm(int total, int sampleRate, SynthesisRandom random)
    {
        int count = Math.Max(1, (int)Math.Round(((double)total / sampleRate + MeanPause) / (MeanExpiration + MeanPause)));
        int[] pauses = new int[count - 1];
        int left = total;
        for (int i = 0; i < pauses.Length; i++)
        {
            pauses[i] = (int)(random.Uniform(0.3, 0.4) * sampleRate);
            left -= pauses[i];
        }

        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += shares[i] = random.Uniform(0.75, 1.25);
        int[] expirations = new int[count];
        double drawn = 0;
        int given = 0;
        for (int i = 0; i < count; i++)
        {
            drawn += shares[i];
            int end = (int)Math.Round(left * drawn / sum);
            expirations[i] = end - given;
            given = end;
        }

        return (expirations, pauses);
    }

    private static void Add(float[] samples, int at, double[] part, double gain)
    {
        for (int i = 0; i < part.Length; i++)
            samples[at + i] += (float)(gain * part[i]);
    }
}
