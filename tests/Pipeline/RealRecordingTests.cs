using CryApi.Audio.Tests;

namespace CryApi.Pipeline.Tests;

/// <summary>The main job on real recordings, where they lie beside the checkout.</summary>
public class RealRecordingTests(LoadedPipeline loaded)
{
    private const string Absent = "the reference recordings are not beside the checkout";

    [Theory]
    [InlineData("cry_esc_a", true)]
    [InlineData("cry_esc_b", true)]
    [InlineData("hungry_a", true)]
    [InlineData("hungry_b", true)]
    [InlineData("discomfort_a", true)]
    [InlineData("burping_a", true)]
    [InlineData("notcry_dog", false)]
    [InlineData("notcry_thunder", false)]
    [InlineData("synth_tone", false)]
    [InlineData("synth_chirp", false)]
    public async Task A_recording_is_judged_rightly(string name, bool cry)
    {
        var golden = Repository.Shared("golden");
        Assert.SkipWhen(golden is null, Absent);
        var file = await File.ReadAllBytesAsync(Path.Combine(golden, name + ".wav"), TestContext.Current.CancellationToken);
        var analysis = await loaded.Pipeline.AnalyzeAsync(file, new(), TestContext.Current.CancellationToken);
        Assert.Equal(cry, analysis.Outcome != Outcome.NotCry);
        Assert.Equal(cry, analysis.Classification is not null);
    }

    [Fact]
    public async Task A_clip_that_the_classifier_has_learnt_from_gets_its_type_with_confidence()
    {
        var data = Repository.Shared("data");
        Assert.SkipWhen(data is null, Absent);
        Ffmpeg.SkipUnlessPresent();
        var cancellation = TestContext.Current.CancellationToken;
        var types = loaded.Pipeline.Manifest.Stages[StageNames.Classifier].Labels!;
        var head = (await File.ReadAllLinesAsync(Path.Combine(data, "manifest.csv"), cancellation))[0].Split(',');
        var (origin, type) = (Array.IndexOf(head, "origin"), Array.IndexOf(head, "type_label"));
        string[][] learnt =
        [
            .. File.ReadLines(Path.Combine(data, "manifest.csv")).Select(line => line.Split(','))
                .Where(row => row[origin] == "donateacry" && types.Contains(row[type]))
                .Where((_, i) => i % 8 == 0),
        ];
        var confident = 0;
        foreach (var row in learnt)
        {
            var wav = Ffmpeg.Run("-i IN -f wav -c:a pcm_s16le OUT", await File.ReadAllBytesAsync(Path.Combine(data, row[0]), cancellation));
            var classification = await loaded.Pipeline.ClassifyAsync(wav, new(), cancellation);
            confident += classification.CryType == row[type] && classification.Confidence >= 0.6 ? 1 : 0;
        }

        Assert.True(learnt.Length > 40);
        Assert.True(confident >= 0.9 * learnt.Length, $"{confident} of {learnt.Length}");
    }
}
