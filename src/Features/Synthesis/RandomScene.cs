namespace CryApi.Features;

/// <summary>Scenes drawn by chance, for figures of events: everything about them is known because they were made.</summary>
public static class RandomScene
{
    /// <summary>Least time between two cries, seconds.</summary>
    public const double MinGapSeconds = 2;

    private const int MostCries = 4;

    /// <summary>
    /// Draws a scene of 30 to 60 s with 0 to 4 cries of 1.5 to 8 s each, 0 to 20 dB above a background of any sound of
    /// <see cref="SoundLibrary.Names"/> that is neither silent nor a cry.
    /// </summary>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="sampleRate">8 000…48 000 Hz.</param>
    /// <returns>The scene, its background's name, and the level of its cries above the background in dB.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static (SynthesizedSound Sound, string Background, double SnrDb) Create(ulong seed, int sampleRate = PatchGeometry.SampleRate)
    {
        SynthesisRandom random = new(seed);
        string[] backgrounds = [.. SoundLibrary.Names.Where(name => name is not ("cry" or "scene" or "silence"))];
        string background = backgrounds[random.Index(backgrounds.Length)];
        double[] lengths = new double[random.Index(MostCries + 1)];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = random.Uniform(1.5, 8);

        double gaps = MinGapSeconds * Math.Max(0, lengths.Length - 1);
        double seconds = random.Uniform(Math.Max(30, lengths.Sum() + gaps + 1), 60);
        double[] free = new double[lengths.Length];
        for (int i = 0; i < free.Length; i++)
            free[i] = random.Uniform(0, seconds - lengths.Sum() - gaps);
        Array.Sort(free);

        CryPlacement[] cries = new CryPlacement[lengths.Length];
        double before = 0;
        for (int i = 0; i < cries.Length; i++)
        {
            cries[i] = new CryPlacement(free[i] + before, lengths[i]);
            before += lengths[i] + MinGapSeconds;
        }

        double snr = random.Uniform(0, 20);
        return (SceneBuilder.Build(background, seconds, cries, snr, random.NextBits(), sampleRate), background, snr);
    }
}
