namespace CryApi.Browser.Tests;

/// <summary>A siren in front of a browser's microphone: what is heard is the sound, not that it is a recording.</summary>
public sealed class OtherSoundTests(OtherSoundTests.Siren recording) : IClassFixture<OtherSoundTests.Siren>
{
    [Fact]
    public async Task A_recorded_siren_is_not_cry()
    {
        var take = recording.Take(new(""));
        var answer = await recording.AnalyzeAsync(take, asForm: false);
        Assert.Equal("not_cry", (string)answer["outcome"]!);
        answer.ShouldDescribe(take, "webm", "opus");
    }

    /// <summary>What MediaRecorder makes of a siren where nothing is asked for.</summary>
    public sealed class Siren(RealService service) : Recording(service, "siren", new TakeRequest(""));
}
