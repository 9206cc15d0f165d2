using CryApi.Audio;
using CryApi.Features;
using CryApi.Features.Acoustics;

namespace CryApi.Pipeline.Tests;

/// <summary>The descriptors in an answer are those of the part that was classified.</summary>
public class AcousticsTests(LoadedPipeline loaded)
{
    private const int Rate = PatchGeometry.SampleRate;

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    public async Task They_are_measured_on_the_classified_part(double seconds)
    {
        var stop = TestContext.Current.CancellationToken;
        var samples = SoundLibrary.Create("scene", seconds, 3).Samples;
        var file = WavWriter.ToFloat32(samples, Rate);
        var classified = await loaded.Pipeline.ClassifyAsync(file, new(), stop);
        var analysis = await loaded.Pipeline.AnalyzeAsync(file, new() { DetectionThreshold = 0 }, stop);

        var part = samples.AsSpan((int)Math.Round(classified.StartSeconds * Rate)..(int)Math.Round(classified.EndSeconds * Rate));
        Assert.Equal(Math.Min(seconds > 10 ? 7 : seconds, seconds) * Rate, part.Length, 1.0);
        var expected = CryAcousticsMeter.Shared.Measure(part);
        Assert.NotNull(expected.BurstMeanSeconds);
        Assert.Equal(Math.Round(expected.BurstMeanSeconds.Value, 4), classified.Acoustics!.BurstMeanSeconds);
        Assert.Equal(expected.PauseMeanSeconds is { } pause ? Math.Round(pause, 4) : null, classified.Acoustics.PauseMeanSeconds);
        Assert.Equal(expected, classified.Acoustics with { BurstMeanSeconds = expected.BurstMeanSeconds, PauseMeanSeconds = expected.PauseMeanSeconds });

        Assert.Equal(classified.Acoustics, analysis.Acoustics);
        Assert.Null(analysis.Classification!.Acoustics);
    }

    [Fact]
    public async Task Where_there_is_no_cry_there_are_none()
    {
        var file = WavWriter.ToPcm16(SoundLibrary.Create("siren", 5, 1).Samples, Rate);
        Assert.Null((await loaded.Pipeline.AnalyzeAsync(file, new(), TestContext.Current.CancellationToken)).Acoustics);
    }

    [Fact]
    public async Task Silence_is_answered_with_what_can_be_measured_of_it()
    {
        var file = WavWriter.ToPcm16(new float[Rate], Rate);
        var acoustics = (await loaded.Pipeline.ClassifyAsync(file, new(), TestContext.Current.CancellationToken)).Acoustics!;
        Assert.Null(acoustics.LevelDbfs);
        Assert.Null(acoustics.F0MedianHz);
        Assert.Null(acoustics.Intensity);
    }
}
