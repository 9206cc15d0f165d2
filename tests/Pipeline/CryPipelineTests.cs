using CryApi.Audio;
using CryApi.Features;

namespace CryApi.Pipeline.Tests;

/// <summary>The shipped models on sounds whose truth is known, because they were made.</summary>
public class CryPipelineTests(LoadedPipeline loaded)
{
    private static readonly AnalysisOptions Defaults = new();

    private readonly CryPipeline _pipeline = loaded.Pipeline;

    public static TheoryData<string> NoCries { get; } = [.. SoundLibrary.Names.Where(n => n is not ("cry" or "scene"))];

    [Fact]
    public async Task A_cry_is_found_and_typed()
    {
        var analysis = await _pipeline.AnalyzeAsync(Sound("cry", 7), Defaults, default);
        Assert.NotEqual(Outcome.NotCry, analysis.Outcome);
        Assert.NotEmpty(analysis.Detection.Events);
        Assert.Equal(1, analysis.Classification!.Probabilities.Values.Sum(), 9);
        Assert.Equal(["belly_pain", "burping", "discomfort", "hungry", "tired"], analysis.Classification.Probabilities.Keys);
        Assert.Equal((0, 7), (analysis.Classification.StartSeconds, analysis.Classification.EndSeconds));
    }

    [Theory]
    [MemberData(nameof(NoCries))]
    public async Task Other_sounds_are_no_cry(string name)
    {
        var analysis = await _pipeline.AnalyzeAsync(Sound(name, 7), Defaults, default);
        Assert.Equal(Outcome.NotCry, analysis.Outcome);
        Assert.Null(analysis.Classification);
        Assert.Empty(analysis.Detection.Events);
    }

    [Theory]
    [InlineData(0, "silence")]
    [InlineData(123.456, "pink-noise")]
    [InlineData(391.3, "silence")]
    [InlineData(597, "pink-noise")]
    public async Task A_short_cry_anywhere_in_ten_minutes_is_found_and_classified(double start, string background)
    {
        var cry = SoundLibrary.Create("cry", 3, 5).Samples;
        var recording = SoundLibrary.Create(background, 600, 1).Samples;
        for (var i = 0; i < recording.Length; i++)
            recording[i] *= 0.02f;
        cry.CopyTo(recording, (int)(start * PatchGeometry.SampleRate));
        var analysis = await _pipeline.AnalyzeAsync(WavWriter.ToPcm16(recording, PatchGeometry.SampleRate), Defaults, default);

        Assert.NotEqual(Outcome.NotCry, analysis.Outcome);
        Assert.All(analysis.Detection.Events, e => Assert.True(e.EndSeconds > start - 3 && e.StartSeconds < start + 6, $"{e}"));
        Assert.InRange(analysis.Classification!.StartSeconds, Math.Max(0, start - 4.5), Math.Max(start + 0.5, 0));
        Assert.Equal(7, analysis.Classification.EndSeconds - analysis.Classification.StartSeconds, 3);
    }

    [Fact]
    public async Task The_threshold_decides()
    {
        var file = Sound("cry", 7);
        var probability = (await _pipeline.DetectAsync(file, Defaults, default)).Probability;
        Assert.True((await _pipeline.DetectAsync(file, new() { DetectionThreshold = probability }, default)).IsCry);
        Assert.False((await _pipeline.DetectAsync(file, new() { DetectionThreshold = Math.BitIncrement(probability) }, default)).IsCry);
        Assert.Equal(Outcome.CryTypeUncertain, (await _pipeline.AnalyzeAsync(file, new() { ClassificationThreshold = 1 }, default)).Outcome);
        Assert.Equal(Outcome.Cry, (await _pipeline.AnalyzeAsync(file, new() { ClassificationThreshold = 0 }, default)).Outcome);
    }

    [Fact]
    public async Task Labels_say_what_was_asked()
    {
        var file = Sound("cry", 7);
        var none = new AnalysisOptions { ClassificationThreshold = 1 };
        var classified = await _pipeline.ClassifyAsync(file, none, default);
        Assert.Null(classified.CryType);
        Assert.Equal("Normal / Not a Cry", classified.Label);
        Assert.Equal("Cry, type uncertain", (await _pipeline.AnalyzeAsync(file, none, default)).Classification!.Label);
    }

    [Fact]
    public async Task Segments_cover_the_clip_and_hold_its_probability()
    {
        var detection = await _pipeline.DetectAsync(Sound("cry", 9.3), new() { IncludeSegments = true }, default);
        Assert.Equal(0, detection.Segments![0].StartSeconds);
        Assert.Equal(9.3, detection.Segments[^1].EndSeconds, 3);
        Assert.Equal(detection.Probability, detection.Segments.Max(s => s.Probability));
        for (var i = 1; i < detection.Segments.Count; i++)
            Assert.True(detection.Segments[i].StartSeconds <= detection.Segments[i - 1].EndSeconds);
    }

    [Theory]
    [InlineData(11_025, 1_104)]
    [InlineData(11_025, 110_256)]
    [InlineData(22_050, 21_169)]
    [InlineData(44_100, 42_338)]
    [InlineData(44_099, 463_041)]
    public async Task No_time_lies_past_the_end_whatever_the_rate(int rate, int samples)
    {
        var file = WavWriter.ToPcm16(new float[samples], rate);
        var analysis = await _pipeline.AnalyzeAsync(file, new() { DetectionThreshold = 0, IncludeSegments = true }, default);
        var classified = await _pipeline.ClassifyAsync(file, Defaults, default);

        var end = analysis.Audio.DurationSeconds;
        Assert.Equal(end, analysis.Detection.Events[^1].EndSeconds);
        Assert.Equal(end, analysis.Detection.Segments![^1].EndSeconds);
        Assert.InRange(analysis.Classification!.EndSeconds, 0, end);
        Assert.InRange(classified.EndSeconds, 0, end);
    }

    [Fact]
    public async Task The_same_bytes_give_the_same_answer_however_many_ask()
    {
        var file = Sound("cry", 4);
        var expected = await _pipeline.AnalyzeAsync(file, Defaults, default);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _pipeline.AnalyzeAsync(file, Defaults, default))));
        Assert.All(answers, answer =>
        {
            Assert.Equal(expected.Detection.Probability, answer.Detection.Probability);
            Assert.Equal(expected.Classification!.Probabilities, answer.Classification!.Probabilities);
        });
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public async Task The_rate_of_the_file_hardly_matters(int rate)
    {
        var sound = SoundLibrary.Create("cry", 7, 1);
        var other = Resampler.For(sound.SampleRate, rate).Resample(sound.Samples);
        var detection = await _pipeline.DetectAsync(WavWriter.ToPcm16(other, rate), Defaults, default);
        Assert.True(detection.IsCry);
        Assert.Equal(rate, detection.Audio!.SampleRate);
        Assert.Equal(rate < 16_000, detection.Audio.Warnings.Contains("narrow_band"));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task A_very_short_clip_gets_an_answer(double seconds)
    {
        var analysis = await _pipeline.AnalyzeAsync(Sound("cry", seconds), new() { DetectionThreshold = 0 }, default);
        Assert.Equal(seconds, analysis.Audio.DurationSeconds, 3);
        Assert.All(analysis.Classification!.Probabilities.Values, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public async Task Work_stops_when_the_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _pipeline.AnalyzeAsync(Sound("cry", 7), Defaults, gone.Token));
    }

    [Fact]
    public async Task Samples_out_of_any_scale_are_corrupt()
    {
        float[] samples = [.. Enumerable.Repeat(1e30f, 16_000)];
        var error = await Assert.ThrowsAsync<AudioException>(() => _pipeline.AnalyzeAsync(WavWriter.ToFloat32(samples, 16_000), Defaults, default));
        Assert.Equal(AudioErrorCode.Corrupt, error.Code);
    }

    [Fact]
    public async Task Unscaled_floats_still_get_finite_answers()
    {
        var samples = SoundLibrary.Create("cry", 3, 1).Samples.Select(x => x * int.MaxValue).ToArray();
        var analysis = await _pipeline.AnalyzeAsync(WavWriter.ToFloat32(samples, 16_000), new() { DetectionThreshold = 0 }, default);
        Assert.InRange(analysis.Detection.Probability, 0, 1);
        Assert.Equal(1, analysis.Classification!.Probabilities.Values.Sum(), 9);
    }

    private static byte[] Sound(string name, double seconds)
    {
        var sound = SoundLibrary.Create(name, seconds, 1);
        return WavWriter.ToPcm16(sound.Samples, sound.SampleRate);
    }
}
