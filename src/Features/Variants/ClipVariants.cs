namespace CryApi.Features.Variants;

/// <summary>
/// The versions of a clip that the cry type classifier learns from: as it is, two semitones up and down, and at 0.9 and 1.1 of its tempo,
/// made as librosa 0.11's <c>effects.pitch_shift</c> and <c>effects.time_stretch</c> make them.
/// </summary>
public static class ClipVariants
{
    // The resampler takes whole rates: with rates twenty times as large a ratio is right to two parts in a million.
    private const int TargetRate = 20 * PatchGeometry.SampleRate;
    private const int SemitonesPerOctave = 12;

    /// <summary>Names of the versions, the clip itself first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["original", "pitch_up_2", "pitch_down_2", "stretch_0.9", "stretch_1.1"];

    /// <summary>Makes a version.</summary>
    /// <param name="samples">Mono, 16 kHz, finite, at least one sample.</param>
    /// <param name="variant">Index into <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version.</exception>
    public static float[] Make(ReadOnlySpan<float> samples, int variant) => variant switch
    {
        0 => samples.ToArray(),
        1 => ShiftPitch(samples, 2),
        2 => ShiftPitch(samples, -2),
        3 => Stretch(samples, 0.9),
        4 => Stretch(samples, 1.1),
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, $"There are {Names.Count} versions."),
    };

    /// <summary>Changes the tempo and leaves the pitch.</summary>
    /// <param name="samples">Mono, 16 kHz, finite, at least one sample.</param>
    /// <param name="rate">Tempo, above 0; 1.1 is faster.</param>
    /// <returns>round(L/rate) samples.</returns>
    public static float[] Stretch(ReadOnlySpan<float> samples, double rate) => PhaseVocoder.Stretch(samples, rate);

    /// <summary>Changes the pitch and leaves the tempo: stretched by r = 2^(−n/12), then resampled from 16 kHz/r to 16 kHz.</summary>
    /// <param name="samples">Mono, 16 kHz, finite, at least one sample.</param>
    /// <param name="semitones">How far up (positive) or down, n; −12 to 12.</param>
    /// <returns>As many samples as were given: cut, or with zeros at the end.</returns>
    public static float[] ShiftPitch(ReadOnlySpan<float> samples, double semitones)
    {
        if (!(Math.Abs(semitones) <= SemitonesPerOctave))
            throw new ArgumentOutOfRangeException(nameof(semitones), semitones, "Must be from −12 to 12.");
        double rate = Math.Pow(2, -semitones / SemitonesPerOctave);
        float[] stretched = PhaseVocoder.Stretch(samples, rate);
        float[] shifted = Resampler.For((int)Math.Round(TargetRate / rate), TargetRate).Resample(stretched);
        Array.Resize(ref shifted, samples.Length);
        return shifted;
    }
}
