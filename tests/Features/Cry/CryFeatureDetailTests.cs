using CryApi.Features.Cry;
using CryApi.Features.Tests.Golden;

namespace CryApi.Features.Tests.Cry;

/// <summary>What lies between the signal and the vector, frame by frame.</summary>
public class CryFeatureDetailTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void Intermediate_results_of_a_generated_clip_are_those_of_librosa() =>
        Check(GoldenClips.Load(GoldenClips.Own, "synth_chirp"));

    [Theory]
    [InlineData("hungry_a")]
    [InlineData("cry_esc_a")]
    [InlineData("synth_chirp")]
    public void Intermediate_results_of_reference_clips_are_those_of_librosa(string clip)
    {
        Assert.SkipUnless(GoldenClips.HasShared, GoldenClips.Missing);
        Check(GoldenClips.Load(GoldenClips.Shared, clip));
    }

    private static void Check(GoldenClip clip)
    {
        var work = new CryWorkspace(CryFrames.Count(clip.Samples.Length));
        float[] values = new float[CryFeatureExtractor.FeatureCount];
        CryAnalysis.Run(clip.Samples, work, values);
        int frames = CryFrames.Count(clip.Samples.Length);
        Assert.Equal(clip.DetailNumber("frames_total"), frames);
        Assert.Equal(clip.DetailNumber("cqt_frames_total"), frames);

        Matrix(clip, "stft_magnitude_frames_0_3", work.Magnitude);
        Matrix(clip, "mel_power_128_first8", work.Mel);
        Matrix(clip, "mel_db_128_first8", work.MelLevels);
        Matrix(clip, "mfcc_40_first8", Coefficients(work));
        Deviation.AssertWithin(Tolerance, "mfcc_mean", clip.Detail("mfcc_mean"), values);
        Deviation.AssertWithin(
            Tolerance,
            "chroma_filterbank",
            clip.Detail("chroma_filterbank_nonzero_row0_bins_0_63"),
            ChromaBank.ForTuning(work.TuningIndex).Row(0));
        Matrix(clip, "chroma_stft_first8", work.Chroma);
        Matrix(clip, "spectral_contrast_first8", work.Contrast);
        Deviation.AssertWithin(
            Tolerance, "harmonic_waveform", clip.Detail("harmonic_waveform_0_1999"), work.Harmonic.AsSpan(CryFrames.Margin));
        Matrix(clip, "cqt_magnitude_252_first8", work.ConstantQ);
        Matrix(clip, "chroma_cqt_first8", work.HarmonicChroma);
        Matrix(clip, "tonnetz_first8", work.Tonnetz);
        string[] scalars = ["zcr", "rms", "centroid", "bandwidth", "rolloff", "flatness"];
        for (int row = 0; row < scalars.Length; row++)
            Deviation.AssertWithin(Tolerance, scalars[row], clip.Detail($"{scalars[row]}_first8"), work.Scalars.Row(row));

        float top = float.NegativeInfinity;
        for (int band = 0; band < MelBank.Bands; band++)
        {
            foreach (float level in work.MelLevels.Row(band)[..frames])
                top = Math.Max(top, level);
        }
        Assert.Equal(clip.DetailNumber("mel_db_max_over_clip"), top, 1e-4);
    }

    // The largest value is that of the whole matrix.
    private static void Matrix(GoldenClip clip, string name, Plane actual)
    {
        double[][] expected = clip.DetailRows(name);
        double[] flat = [.. expected.SelectMany(row => row)];
        var found = new List<float>();
        for (int row = 0; row < expected.Length; row++)
            found.AddRange(actual.Row(row)[..expected[row].Length]);
        Deviation.AssertWithin(Tolerance, name, flat, found.ToArray());
    }

    private static Plane Coefficients(CryWorkspace work)
    {
        var result = new Plane(Mfcc.Count, CryFrames.Lanes);
        float[] levels = new float[MelBank.Bands];
        float[] coefficients = new float[Mfcc.Count];
        for (int t = 0; t < CryFrames.Lanes; t++)
        {
            for (int band = 0; band < MelBank.Bands; band++)
                levels[band] = work.MelLevels.Row(band)[t];
            Mfcc.Transform(levels, coefficients);
            for (int q = 0; q < Mfcc.Count; q++)
                result.Row(q)[t] = coefficients[q];
        }
        return result;
    }
}
