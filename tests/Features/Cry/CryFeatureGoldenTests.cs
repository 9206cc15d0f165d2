using CryApi.Features.Cry;
using CryApi.Features.Tests.Golden;

namespace CryApi.Features.Tests.Cry;

public class CryFeatureGoldenTests
{
    private static readonly (string Name, int First, int Count, double Tolerance)[] Blocks =
    [
        ("mfcc", 0, 40, 1e-4), ("chroma", 40, 12, 1e-4), ("mel", 52, 40, 1e-4), ("contrast", 92, 7, 1e-4), ("tonnetz", 99, 6, 1e-3),
        ("zcr", 105, 1, 1e-4), ("rms", 106, 1, 1e-4), ("centroid", 107, 1, 1e-4), ("bandwidth", 108, 1, 1e-4), ("rolloff", 109, 1, 1e-4),
        ("flatness", 110, 1, 1e-4),
    ];

    [Fact]
    public void Names_are_those_of_the_reference()
    {
        Assert.Equal(GoldenClips.FeatureNames(), CryFeatureExtractor.FeatureNames);
        Assert.Equal(CryFeatureExtractor.FeatureCount, CryFeatureExtractor.FeatureNames.Count);
    }

    [Theory]
    [InlineData("synth_tone")]
    [InlineData("synth_chirp")]
    public void Generated_clips_have_the_features_of_librosa(string clip) => Check(GoldenClips.Load(GoldenClips.Own, clip));

    [Theory]
    [InlineData("belly_pain_a")]
    [InlineData("burping_a")]
    [InlineData("discomfort_a")]
    [InlineData("hungry_a")]
    [InlineData("hungry_b")]
    [InlineData("tired_a")]
    [InlineData("cry_esc_a")]
    [InlineData("cry_esc_b")]
    [InlineData("notcry_dog")]
    [InlineData("notcry_thunder")]
    [InlineData("synth_tone")]
    [InlineData("synth_chirp")]
    public void All_reference_clips_have_the_features_of_librosa(string clip)
    {
        Assert.SkipUnless(GoldenClips.HasShared, GoldenClips.Missing);
        Check(GoldenClips.Load(GoldenClips.Shared, clip));
    }

    private static void Check(GoldenClip clip)
    {
        var work = new CryWorkspace(CryFrames.Count(clip.Samples.Length));
        float[] values = new float[CryFeatureExtractor.FeatureCount];
        CryAnalysis.Run(clip.Samples, work, values);

        Assert.Equal(clip.Tuning, Tuning.FromIndex(work.TuningIndex), 1e-9);
        Assert.Equal(clip.HarmonicTuning, Tuning.FromIndex(work.HarmonicTuningIndex), 1e-9);
        Assert.All(Blocks, block => Deviation.AssertWithin(
            block.Tolerance, block.Name, clip.Values.AsSpan(block.First, block.Count), values.AsSpan(block.First, block.Count)));

        float[] shared = new float[CryFeatureExtractor.FeatureCount];
        CryFeatureExtractor.Shared.Extract(clip.Samples, shared);
        Assert.Equal(values, shared);
    }
}
