using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Each reason for which there is no microphone, or none any more, is told in words.</summary>
public sealed class MicrophoneProblemTests(RealService service)
{
    [Theory]
    [InlineData("#record")]
    [InlineData("#live")]
    public async Task A_microphone_that_is_refused_is_told(string button)
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Allows = false });
        await visit.Page.Locator(button).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#microphone-said")).ToContainTextAsync("The microphone was refused");
        await Assertions.Expect(visit.Page.Locator("#record")).ToHaveTextAsync("Record");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Start live");
    }

    [Theory]
    [InlineData("#record")]
    [InlineData("#live")]
    public async Task A_machine_without_a_microphone_is_told_so(string button)
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { HasMicrophone = false });
        Assert.SkipWhen(
            await visit.Page.EvaluateAsync<bool>("async () => (await navigator.mediaDevices.enumerateDevices()).some((device) => device.kind === 'audioinput')"),
            "This machine has a microphone.");
        await visit.Page.Locator(button).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#microphone-said")).ToHaveTextAsync("There is no microphone.");
    }

    [Theory]
    [InlineData("NotReadableError", "The microphone is in use by something else.")]
    [InlineData("AbortError", "The microphone can't be used: of this")]
    public async Task A_microphone_that_cannot_be_used_is_told(string name, string text)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.Page.EvaluateAsync(
            "(name) => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('of this', name)); }", name);
        await visit.Page.Locator("#record").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#microphone-said")).ToHaveTextAsync(text);
        await Assertions.Expect(visit.Page.Locator("#record")).ToHaveTextAsync("Record");
    }

    [Fact]
    public async Task A_microphone_that_is_unplugged_ends_the_recording_which_is_kept()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await KeepStreamAsync(visit);
        await visit.Page.Locator("#record-length").SelectOptionAsync("until I stop");
        await visit.Page.Locator("#record").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#elapsed').textContent) > 2");
        await visit.Page.EvaluateAsync("() => stream.getTracks()[0].dispatchEvent(new Event('ended'))");
        await Assertions.Expect(visit.Page.Locator("#microphone-said")).ToHaveTextAsync("The microphone is gone: unplugged, or taken back.");
        await visit.ShouldSayAsync("Cry");
    }

    [Fact]
    public async Task A_microphone_that_is_unplugged_ends_live()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await KeepStreamAsync(visit);
        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
        await visit.Page.EvaluateAsync("() => stream.getTracks()[0].dispatchEvent(new Event('ended'))");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToHaveTextAsync("The microphone is gone: unplugged, or taken back.");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Start live");
    }

    [Fact]
    public async Task From_an_address_that_is_not_secure_it_is_told_why_there_is_none()
    {
        const string Name = "cryapi.test";
        await using var visit = await Visit.StartAsync(
            new UriBuilder(service.Start()) { Host = Name }.Uri, new ChromiumStart { Name = Name });
        await visit.Page.Locator("#record").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#microphone-said")).ToHaveTextAsync(
            "A browser gives the microphone to pages from https:// or localhost only.");
    }

    private static async Task KeepStreamAsync(Visit visit) => await visit.Page.EvaluateAsync(
        """
        () => {
          const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          navigator.mediaDevices.getUserMedia = async (wanted) => (globalThis.stream = await open(wanted));
        }
        """);
}
