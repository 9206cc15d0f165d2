namespace CryApi.Features;

/// <summary>Synthetic sounds by name: a cry, a scene with a cry in it, and sounds that are no cry.</summary>
/// <remarks>
/// The same name, length, seed and rate give the same samples on one machine, whatever else runs. Between processors the last bits
/// of sines and exponentials may differ.
/// </remarks>
public static class SoundLibrary
{
    /// <summary>Shortest sound, seconds.</summary>
    public const double MinSeconds = 0.1;

    /// <summary>Longest sound, seconds.</summary>
    public const double MaxSeconds = 3_600;

    /// <summary>Lowest sample rate, Hz.</summary>
    public const int MinRate = 8_000;

    /// <summary>Highest sample rate, Hz.</summary>
    public const int MaxRate = 48_000;

    private const double Peak = 0.5;

    /// <summary>
    /// The names: "cry" (<see cref="CrySynthesizer"/>), "scene" (one cry of at most 3 s in pink noise, at a place that the seed
    /// chooses), "chime", "hum" (50 Hz), "pink-noise", "silence", "siren", "speech" (babbled vowels), "tone" (1 kHz), "white-noise".
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        ["chime", "cry", "hum", "pink-noise", "scene", "silence", "siren", "speech", "tone", "white-noise"];

    /// <summary>Makes a sound.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seconds">Length, 0.1…3600 s.</param>
    /// <param name="seed">Chooses every variation.</param>
    /// <param name="sampleRate">8 000…48 000 Hz.</param>
    /// <returns>round(seconds·rate) samples within −1…1; events only for "cry" (its expirations) and "scene" (its cry).</returns>
    /// <exception cref="ArgumentException">There is no sound of that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length or the rate is out of range.</exception>
    public static SynthesizedSound Create(string name, double seconds, ulong seed, int sampleRate = PatchGeometry.SampleRate)
    {
        ThrowIfOutOfRange(seconds, sampleRate);
        if (name == "cry")
            return CrySynthesizer.Create(seconds, seed, sampleRate);
        var random = new SynthesisRandom(seed);
        if (name == "scene")
        {
            double length = Math.Clamp(0.5 * seconds, MinSeconds, 3);
            double start = random.Uniform(0, seconds - length);
            return SceneBuilder.Build("pink-noise", seconds, [new CryPlacement(start, length)], 20, seed, sampleRate);
        }

        float[] samples = new float[(int)Math.Round(seconds * sampleRate)];
        switch (name)
        {
            case "chime":
                ToneSounds.Chime(samples, sampleRate, random);
                break;
            case "hum":
                ToneSounds.Hum(samples, sampleRate, random);
                break;
            case "pink-noise":
                NoiseSounds.Pink(samples, sampleRate, random);
                break;
            case "silence":
                break;
            case "siren":
                ToneSounds.Siren(samples, sampleRate, random);
                break;
            case "speech":
                VowelSynthesizer.Fill(samples, sampleRate, random);
                break;
            case "tone":
                ToneSounds.Tone(samples, sampleRate, random);
                break;
            case "white-noise":
                NoiseSounds.White(samples, random);
                break;
            default:
                throw new ArgumentException($"There is no sound \"{name}\"; there are {string.Join(", ", Names)}.", nameof(name));
        }

        return new SynthesizedSound(Levels.ToPeak(samples, Peak), sampleRate, []);
    }

    internal static void ThrowIfOutOfRange(double seconds, int sampleRate)
    {
        // Written so that NaN is refused too.
        if (!(seconds >= MinSeconds && seconds <= MaxSeconds))
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, $"A sound lasts {MinSeconds}…{MaxSeconds} s.");
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, MinRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, MaxRate);
    }
}
