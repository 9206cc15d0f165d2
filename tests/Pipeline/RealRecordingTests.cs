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
}
