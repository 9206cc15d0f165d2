namespace CryApi.Browser.Tests;

/// <summary>A film of a crying baby, from a browser's camera and microphone: its sound is used.</summary>
public sealed class FilmTests(FilmTests.Film recording) : IClassFixture<FilmTests.Film>
{
    private const int Timeslice = 500;

    private const string WebM = "video/webm;codecs=vp8,opus";

    private const string Mp4 = "video/mp4;codecs=vp9,opus";

    [Theory]
    [InlineData(WebM, "webm")]
    [InlineData(Mp4, "mp4")]
    public async Task The_sound_of_a_film_is_heard(string mimeType, string container)
    {
        var take = recording.Take(new(mimeType, Timeslice));
        Assert.StartsWith("video/", take.MimeType, StringComparison.Ordinal);
        foreach (var asForm in (bool[])[false, true])
        {
            var answer = await recording.AnalyzeAsync(take, asForm);
            answer.ShouldDescribe(take, container, "opus");
            Assert.True((bool)answer["detection"]!["isCry"]!);
        }
    }

    /// <summary>The films.</summary>
    public sealed class Film(RealService service)
        : Recording(service, "cry", new TakeRequest(WebM, Timeslice), new TakeRequest(Mp4, Timeslice));
}
