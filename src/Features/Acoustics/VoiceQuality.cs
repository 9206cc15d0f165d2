namespace CryApi.Features.Acoustics;

/// <summary>How clear or rough the voice is.</summary>
/// <param name="HnrDb">Mean harmonics-to-noise ratio of the sounding frames, dB; null where none sounds.</param>
/// <param name="Dysphonic">Frames in bursts that are unvoiced or have a harmonics-to-noise ratio below 5 dB.</param>
internal readonly record struct VoiceQuality(double? HnrDb, int Dysphonic)
{
    private const double RoughHnr = 5;

    // What float32 can tell from a perfect period.
    private const double Perfect = 1 - 1e-7;

    /// <summary>Reads the frames.</summary>
    public static VoiceQuality Measure(AcousticWorkspace work)
    {
        double sum = 0;
        int sounding = 0, rough = 0;
        for (int t = 0; t < work.Frames; t++)
        {
            double r = Math.Min(work.Periodicity[t], Perfect);
            double hnr = r > 0 ? 10 * Math.Log10(r / (1 - r)) : double.NegativeInfinity;
            if (work.Sounding[t])
            {
                sum += hnr;
                sounding++;
            }
            rough += work.InBurst[t] && (work.F0[t] == 0 || hnr < RoughHnr) ? 1 : 0;
        }
        return new VoiceQuality(sounding == 0 ? null : sum / sounding, rough);
    }
}
