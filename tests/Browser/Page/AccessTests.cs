using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>The page for everybody: with a screen reader, on a phone, in light and dark.</summary>
public sealed class AccessTests(RealService service)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing(ColorScheme scheme, int width)
    {
        await using var visit = await OpenAsync(scheme, width);
        await ShouldBeAccessibleAsync(visit, "at first");

        await visit.ChooseAsync(Visit.Sample("cry"));
        await Assertions.Expect(visit.Page.Locator("audio")).ToBeVisibleAsync();
        foreach (var summary in await visit.Page.Locator("summary").AllAsync())
            await summary.ClickAsync();
        await ShouldBeAccessibleAsync(visit, "with a cry");

        await visit.ChooseAsync(Visit.Sample("scene"));
        await visit.Page.Locator("#live").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#live-panel")).ToHaveAttributeAsync("data-kind", "quiet");
        await ShouldBeAccessibleAsync(visit, "with two results, live");
        await visit.Page.Locator("#live").ClickAsync();

        await visit.SlideAsync("detectionThreshold", 1);
        await visit.ChooseAsync("noise.mp3", new byte[100]);
        await visit.ShouldSayAsync("This is no sound");
        await ShouldBeAccessibleAsync(visit, "with a problem");
    }

    [Fact]
    public async Task It_comes_from_the_service_alone_and_weighs_little()
    {
        await using var visit = await OpenAsync(ColorScheme.Light, 1280);
        await Assertions.Expect(visit.Page.Locator("#formats")).ToContainTextAsync("formats");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var total = 0;
        foreach (var request in visit.Requests)
        {
            Assert.Equal(service.Start().Authority, new Uri(request.Url).Authority);
            total += (await request.SizesAsync()).ResponseBodySize;
        }

        Assert.InRange(visit.Requests.Count, 20, 60);
        Assert.InRange(total, 10_000, 300_000);
    }

    [Fact]
    public async Task Every_text_is_there()
    {
        await using var visit = await OpenAsync(ColorScheme.Light, 1280);
        await Assertions.Expect(visit.Page.Locator("#notice-figure")).ToContainTextAsync("guessing blindly gets 20 %");
        Assert.DoesNotContain("undefined", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await visit.Page.Locator("[data-text]:empty").CountAsync());
        foreach (var link in new[] { "API browser", "openapi.yaml" })
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = link })).ToBeVisibleAsync();
    }

    private async Task<Visit> OpenAsync(ColorScheme scheme, int width)
    {
        var visit = await Visit.StartAsync(
            service.Start(), options: new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await Assertions.Expect(visit.Page.Locator("#notice-figure")).Not.ToBeEmptyAsync();
        return visit;
    }

    private static async Task ShouldBeAccessibleAsync(Visit visit, string when)
    {
        var result = await visit.Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        Assert.True(
            result.Violations.Length == 0,
            string.Join("\n", result.Violations.SelectMany(v => v.Nodes.Select(node => $"{when}: {v.Id}: {v.Help}: {node.Html}"))));
        Assert.NotEmpty(result.Passes);
    }
}
