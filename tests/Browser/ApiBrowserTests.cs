namespace CryApi.Browser.Tests;

/// <summary>The API browser under a path of a gateway, in a real browser.</summary>
public sealed class ApiBrowserTests(RealService service)
{
    [Fact]
    public async Task It_calls_the_service_under_the_path_that_it_was_opened_under()
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on this machine.");
        await using var chromium = await Chromium.StartAsync(new() { Microphone = "cry" });
        var page = await chromium.OpenPageAsync();
        await page.GotoAsync(new Uri(service.Start(), RealService.PathBase + "/swagger").ToString());
        Assert.Equal("/cry/swagger/index.html", new Uri(page.Url).AbsolutePath);

        var operation = page.Locator("#operations-Operations-getLive");
        await operation.Locator("button.opblock-summary-control").ClickAsync();
        await operation.Locator("button.try-out__btn").ClickAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => operation.Locator("button.execute").ClickAsync(), response => response.Url.EndsWith("/health/live", StringComparison.Ordinal));
        Assert.Equal("/cry/health/live", new Uri(answer.Url).AbsolutePath);
        Assert.Equal(200, answer.Status);
    }
}
