using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Everything that a mouse can do on the page the keyboard can do alone.</summary>
public sealed class KeyboardTests(RealService service)
{
    [Fact]
    public async Task A_sound_is_looked_at_and_removed()
    {
        await using var visit = await OpenAsync();
        await TabToAsync(visit, "[data-sample='cry.wav']");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ShouldSayAsync("Cry");
        await Assertions.Expect(visit.Page.Locator("audio")).ToBeVisibleAsync();

        await TabToAsync(visit, "#detectionThreshold");
        await visit.Page.Keyboard.PressAsync("End");
        await visit.ShouldSayAsync("No cry");
        await visit.Page.Keyboard.PressAsync("Home");
        await visit.ShouldSayAsync("Cry");

        await TabToAsync(visit, ".events button");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForFunctionAsync("() => !document.querySelector('audio').paused || document.querySelector('audio').currentTime > 0");

        await visit.Page.Locator("article button").GetByText("Details").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(visit.Page.Locator("audio")).ToBeHiddenAsync();
        await TabToAsync(visit, "article button:text('Remove')");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Cards).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("#results-heading")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Files_are_chosen()
    {
        await using var visit = await OpenAsync();
        await TabToAsync(visit, "#browse");
        var chooser = await visit.Page.RunAndWaitForFileChooserAsync(() => visit.Page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync([Visit.Sample("cry"), Visit.Sample("siren")]);
        await Assertions.Expect(visit.Cards).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_recording_is_started_and_stopped()
    {
        await using var visit = await OpenAsync(new() { Microphone = "cry" });
        await TabToAsync(visit, "#record-length");
        await visit.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(visit.Page.Locator("#record-length")).ToHaveValueAsync("");
        await TabToAsync(visit, "#record");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#record")).ToHaveTextAsync("Stop");
        await visit.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#elapsed').textContent) > 2");
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.ShouldSayAsync("Cry");
    }

    [Fact]
    public async Task Live_is_started_and_stopped()
    {
        await using var visit = await OpenAsync(new() { Microphone = "cry" });
        await TabToAsync(visit, "#live");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToHaveTextAsync("Stopped.");
    }

    [Fact]
    public async Task A_request_is_cancelled_and_repeated()
    {
        // A quarter of a minute to find the button.
        await using var other = new ConfiguredService("RateLimit:RequestsPerMinute=4", "RateLimit:Burst=1");
        await using var visit = await Visit.StartAsync(other.Start());
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.Page.Locator("#files").SetInputFilesAsync(Visit.Sample("siren"));
        await Assertions.Expect(visit.Cards.GetByText("The server is busy; trying again in").First).ToBeVisibleAsync();
        await TabToAsync(visit, "[aria-label='Cancel: siren.wav']");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ShouldSayAsync("Cancelled.");
        await Assertions.Expect(visit.Page.Locator("[aria-label='Try again: siren.wav']")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ShouldSayAsync("No cry");
    }

    [Fact]
    public async Task Mode_and_prior_are_chosen()
    {
        await using var visit = await OpenAsync();
        await visit.ChooseAsync(Visit.Sample("cry"));
        await TabToAsync(visit, "input[name='mode']");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.ShouldSayAsync("Perhaps");
        await TabToAsync(visit, "#fed-known");
        await visit.Page.Keyboard.PressAsync("Space");
        await TabToAsync(visit, "#fed");
        await visit.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(visit.Cards.First.Locator("pre.curl")).ToContainTextAsync("/classify?prior=");
    }

    private async Task<Visit> OpenAsync(ChromiumStart? how = null)
    {
        var visit = await Visit.StartAsync(service.Start(), how);
        await Assertions.Expect(visit.Page.Locator("#notice-figure")).Not.ToBeEmptyAsync();
        return visit;
    }

    private static async Task TabToAsync(Visit visit, string selector)
    {
        var wanted = visit.Page.Locator(selector).First;
        for (var tries = 0; tries < 150; tries++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} can't be reached.");
    }
}
