using System.Numerics.Tensors;

namespace CryApi.Features;

/// <summary>Scenes: cries at known times in a background of known level.</summary>
public static class SceneBuilder
{
    /// <summary>Peak of a scene.</summary>
    public const double Peak = 0.5;

    /// <summary>Builds a scene.</summary>
    /// <param name="background">A sound of <see cref="SoundLibrary.Names"/> without cries; "silence" for none.</param>
    /// <param name="seconds">Length of the scene, 0.1…3600 s.</param>
    /// <param name="cries">In order, without overlap, within the scene, each at least 0.1 s long; may be empty.</param>
    /// <param name="snrDb">
    /// Level of each cry over the background, dB, −60…120: root mean square of the cry to that of the whole background.
    /// </param>
    /// <param name="seed">Chooses the background's and every cry's variations; each cry has a voice of its own.</param>
    /// <param name="sampleRate">8 000…48 000 Hz.</param>
    /// <returns>The scene, peak <see cref="Peak"/>, with one event per cry, rounded to whole samples.</returns>
    /// <exception cref="ArgumentException">The background is unknown or has cries, or the cries are not as described.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length, the level or the rate is out of range.</exception>
    public static SynthesizedSound Build(
        string background,
        double seconds,
        IReadOnlyList<CryPlacement> cries,
        double snrDb,
        ulong seed,
        int sampleRate = PatchGeometry.SampleRate)
    {
        ArgumentNullException.ThrowIfNull(cries);
        if (background is "cry" or "scene")
            throw new ArgumentException("The background must not cry itself.", nameof(background));
        if (!(snrDb is >= -60 and <= 120))
            throw new ArgumentOutOfRangeException(nameof(snrDb), snrDb, "The level is −60…120 dB.");
        var random = new SynthesisRandom(seed);
        float[] scene = SoundLibrary.Create(background, seconds, random.NextBits(), sampleRate).Samples;

        // The background has rms 1 from here on, or 0 if it is silent.
        double rms = Levels.Rms(scene);
        if (rms > 0)
            TensorPrimitives.Divide(scene, (float)rms, scene);
        double level = Math.Pow(10, snrDb / 20);
        var events = new (double Start, double End)[cries.Count];
        double end = 0;
        for (int i = 0; i < cries.Count; i++)
        {
            CryPlacement place = cries[i];
            int start = (int)Math.Round(place.Start * sampleRate);
            if (!(place.Start >= end && place.End <= seconds))
                throw new ArgumentException("Cries must be in order, without overlap and within the scene.", nameof(cries));
            float[] cry = CrySynthesizer.Create(place.Seconds, random.NextBits(), sampleRate).Samples;
            // Rounding of start and length may together reach one sample past the scene.
            Span<float> target = scene.AsSpan(start, Math.Min(cry.Length, scene.Length - start));
            TensorPrimitives.MultiplyAdd(cry.AsSpan(0, target.Length), (float)(level / Levels.Rms(cry)), target, target);
            events[i] = ((double)start / sampleRate, (double)(start + target.Length) / sampleRate);
            end = place.End;
        }

        return new SynthesizedSound(Levels.ToPeak(scene, Peak), sampleRate, events);
    }
}
