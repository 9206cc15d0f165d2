using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>Pictures of the page for people to look at, in <c>artifacts/page</c>; those of the documentation are made of them.</summary>
public sealed class ScreenshotTests(RealService service)
{
    [Theory]
    [InlineData("desktop", 1280, ColorScheme.Light)]
    [InlineData("dark", 1280, ColorScheme.Dark)]
    [InlineData("tablet", 768, ColorScheme.Light)]
    [InlineData("phone", 360, ColorScheme.Light)]
    public async Task Nothing_reaches_beyond_the_window(string name, int width, ColorScheme scheme)
    {
        await using var visit = await Visit.StartAsync(
            service.Start(), options: new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await visit.ChooseAsync(Visit.Sample("scene"));
        await Assertions.Expect(visit.Page.Locator("audio")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        var picture = await visit.Page.ScreenshotAsync(
            new() { Path = Path.Combine(Repository.Root, "artifacts", "page", $"{name}.png"), FullPage = true });
        Assert.True(picture.Length > 50_000, $"{picture.Length} bytes");

        // All that folds open, too.
        foreach (var summary in await visit.Page.Locator("summary").AllAsync())
            await summary.ClickAsync();
        var wide = await visit.Page.EvaluateAsync<string[]>(
            "(width) => [...document.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 120))", width);
        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") == width, string.Join("\n", wide));
    }
}
