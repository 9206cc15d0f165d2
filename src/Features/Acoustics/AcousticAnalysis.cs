namespace CryApi.Features.Acoustics;

/// <summary>The steps from a clip to its descriptors.</summary>
internal static class AcousticAnalysis
{
    /// <summary>Measures a clip.</summary>
    /// <param name="samples">The clip, at least one sample.</param>
    /// <param name="work">With room for it.</param>
    public static CryAcoustics Run(ReadOnlySpan<float> samples, AcousticWorkspace work)
    {
        work.Load(samples);
        IntensityContour.Measure(work);
        BurstFinder.Find(work);
        work.Candidates.Find(work);
        PitchPath.Find(work);
        Harmonicity.Measure(work);
        return Describe(work);
    }

    private static CryAcoustics Describe(AcousticWorkspace work)
    {
        double? level = work.Rms > 0 ? 20 * Math.Log10(work.Rms) : null;
        if (work.Frames == 0 || work.Peak == 0)
            return new CryAcoustics(level, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        PitchSummary? pitch = PitchSummary.Measure(work.F0.AsSpan(0, work.Frames), work.Sorted);
        BurstTiming bursts = BurstTiming.Measure(work);
        VoiceQuality voice = VoiceQuality.Measure(work);
        return new CryAcoustics(
            LevelDbfs: level,
            SnrDb: bursts.SnrDb,
            F0MedianHz: pitch?.Median,
            F0P10Hz: pitch?.P10,
            F0P90Hz: pitch?.P90,
            F0SlopeHzPerSecond: pitch?.Slope,
            VoicedFraction: (double)(pitch?.Voiced ?? 0) / work.Frames,
            HnrDb: voice.HnrDb,
            SpectralTiltDbPerOctave: bursts.Count > 0 && pitch is { } tone ? SpectralTilt.Of(work.Spectrum, tone.Median) : null,
            BurstCount: bursts.Count,
            BurstMeanSeconds: Ratio(bursts.BurstFrames * AcousticFrames.Step, bursts.Count),
            BurstsPerMinute: PerMinute(work, bursts),
            PauseMeanSeconds: Ratio(bursts.PauseFrames * AcousticFrames.Step, bursts.Pauses),
            HyperphonationFraction: pitch is { } voiced ? (double)voiced.High / voiced.Voiced : null,
            DysphonationFraction: Ratio(voice.Dysphonic, bursts.BurstFrames),
            Intensity: Distress(work, bursts, voice));
    }

    private static double? Distress(AcousticWorkspace work, BurstTiming bursts, VoiceQuality voice)
    {
        if (BurstPitch.Measure(work) is not { } pitch)
            return null;
        return DistressIndex.Of(
            pitch.Median,
            pitch.RangeSemitones,
            (double)voice.Dysphonic / bursts.BurstFrames,
            (double)bursts.BurstFrames / work.Frames,
            PerMinute(work, bursts),
            (double)pitch.Voiced / bursts.BurstFrames);
    }

    private static double PerMinute(AcousticWorkspace work, BurstTiming bursts) => 60.0 * bursts.Count * AcousticFrames.SampleRate / work.Length;

    private static double? Ratio(double value, int count) => count == 0 ? null : value / count;
}
