using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>The microphone of the page, which hears a file over and over.</summary>
public sealed class MicrophoneTests(RealService service)
{
    [Fact]
    public async Task A_recording_is_as_long_as_was_asked_for_and_its_cry_is_heard()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await visit.Page.Locator("#record-length").SelectOptionAsync("5");
        await visit.Page.Locator("#record").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#level').value > 0.3 && document.querySelector('#record').textContent === 'Stop'");
        await visit.ShouldSayAsync("Cry");
        var shown = await visit.ShownAsync();
        Assert.Equal(5, (double)shown["audio"]!["durationSeconds"]!, 0.001);
        Assert.True((bool)shown["detection"]!["isCry"]!);
        await Assertions.Expect(visit.Page.Locator("#record")).ToHaveTextAsync("Record");
        await visit.ShouldBeDrawnAsync("canvas.waveform");
    }

    [Fact]
    public async Task It_can_be_saved_and_asked_for_with_the_curl_line()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await visit.Page.Locator("#record-length").SelectOptionAsync("2");
        await visit.Page.Locator("#record").ClickAsync();
        await visit.ShouldSayAsync("Cry");
        var saved = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Cards.First.GetByText("Save Recording").ClickAsync());
        await Assertions.Expect(visit.Cards.First.Locator("pre.curl")).ToContainTextAsync($"--data-binary '@{saved.SuggestedFilename}'");
        Same.Should(await Api.AskAsync(await visit.CurlAddressAsync(), await saved.PathAsync()), await visit.ShownAsync());
    }

    [Fact]
    public async Task It_can_be_stopped_earlier()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "siren" });
        await visit.Page.Locator("#record-length").SelectOptionAsync("until I stop");
        await visit.Page.Locator("#record").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#elapsed').textContent) > 2");
        await visit.Page.Locator("#record").ClickAsync();
        await visit.ShouldSayAsync("No cry");
        Assert.InRange((double)(await visit.ShownAsync())["audio"]!["durationSeconds"]!, 2, 10);
    }

    [Theory]
    [InlineData("cry", "Crying")]
    [InlineData("siren", "No cry")]
    public async Task Live_says_every_second_what_is_heard(string sample, string verdict)
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = sample });
        await visit.Page.Locator("#live").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => cryapi.history().length >= 5");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync(verdict);
        await visit.ShouldBeDrawnAsync("#live-graph");
        var seconds = await visit.Page.EvaluateAsync<double[]>("() => cryapi.history().map((point) => point.seconds)");
        var apart = seconds.Zip(seconds.Skip(1), (one, next) => next - one).ToArray();
        Assert.All(apart, time => Assert.True(time > 0.9, $"{time} s"));
        Assert.Contains(apart, time => time < 2.1);

        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Start live");
        var asked = visit.Requests.Count;
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        Assert.Equal(asked, visit.Requests.Count);
    }

    [Fact]
    public async Task A_threshold_decides_live_too()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
        await visit.SlideAsync("detectionThreshold", 1);
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("No cry");
    }
}
