using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>What the page itself asks for may fail as well, and is asked for again.</summary>
public sealed class LoadingTests(RealService service)
{
    [Fact]
    public async Task Models_that_cannot_be_asked_for_are_told_and_what_was_chosen_waits_for_them()
    {
        await using var visit = await Visit.StartAsync(service.Start(), before: page => page.RouteAsync("**/models", route => route.AbortAsync()));
        await Assertions.Expect(visit.Page.Locator("#models-said")).ToContainTextAsync("The models can't be asked for: The server can't be reached.");
        await visit.Page.Locator("#files").SetInputFilesAsync(Visit.Sample("cry"));
        await Assertions.Expect(visit.Cards.GetByText("Waiting for its turn")).ToBeVisibleAsync();
        await visit.Page.UnrouteAsync("**/models");
        await visit.Page.Locator("#retry-models").ClickAsync();
        await visit.ShouldSayAsync("Cry");
        await Assertions.Expect(visit.Page.Locator("#models-said")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Live_that_is_started_before_the_models_are_known_waits_for_them()
    {
        var answer = new TaskCompletionSource();
        await using var visit = await Visit.StartAsync(
            service.Start(),
            new ChromiumStart { Microphone = "cry" },
            before: page => page.RouteAsync("**/models", async route =>
            {
                await answer.Task;
                await route.ContinueAsync();
            }));
        await visit.Page.Locator("#live").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#live-level').value > 0.3");
        await Assertions.Expect(visit.Page.Locator("#live-panel")).ToHaveAttributeAsync("data-kind", "waiting");
        answer.SetResult();
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
    }

    [Fact]
    public async Task A_sample_that_is_not_there_is_told()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.Page.RouteAsync("**/samples/*", route => route.FulfillAsync(new() { Status = 404 }));
        await visit.Page.Locator("[data-sample='cry.wav']").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#sample-said")).ToHaveTextAsync("The sample could not be loaded.");
        await visit.Page.UnrouteAsync("**/samples/*");
        await visit.Page.Locator("[data-sample='cry.wav']").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#sample-said")).ToBeEmptyAsync();
        await visit.ShouldSayAsync("Cry");
    }

    [Fact]
    public async Task Live_waits_for_a_busy_server()
    {
        await using var other = new ConfiguredService("RateLimit:RequestsPerMinute=20", "RateLimit:Burst=1");
        await using var visit = await Visit.StartAsync(other.Start(), new ChromiumStart { Microphone = "cry" });
        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("The server is busy; it is asked again in");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
    }

    [Fact]
    public async Task Live_tells_that_the_server_is_gone_and_goes_on_when_it_is_back()
    {
        await using var visit = await Visit.StartAsync(service.Start(), new ChromiumStart { Microphone = "cry" });
        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
        await visit.Page.RouteAsync("**/detect*", route => route.AbortAsync());
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("The server can't be reached.");
        await visit.Page.UnrouteAsync("**/detect*");
        await Assertions.Expect(visit.Page.Locator("#live-says")).ToContainTextAsync("Crying");
    }

    [Theory]
    [InlineData("Copy the curl line: cry.wav", "pre.curl")]
    [InlineData("Copy the JSON: cry.wav", "pre.json")]
    public async Task What_is_for_code_is_copied(string button, string source)
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(visit.Cards.First.GetByText("Copied.")).ToBeVisibleAsync();
        Assert.Equal(
            await visit.Cards.First.Locator(source).InnerTextAsync(), await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Where_the_browser_does_not_copy_it_is_told()
    {
        await using var visit = await Visit.StartAsync(service.Start());
        await visit.Page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')); }");
        await visit.ChooseAsync(Visit.Sample("cry"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the JSON: cry.wav" }).ClickAsync();
        await Assertions.Expect(visit.Cards.First.GetByText("The browser refused to copy")).ToBeVisibleAsync();
    }
}
