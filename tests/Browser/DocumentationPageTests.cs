using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests;

/// <summary>The documentation under its content security policy, which forbids most of what a page may do.</summary>
public sealed class DocumentationPageTests(RealService service)
{
    [Fact]
    public async Task The_page_renders_and_sends_a_request_without_a_complaint_of_the_browser()
    {
        Assert.SkipWhen(Chromium.Path is null, "Chromium is not on the PATH.");
        await using var browser = await Chromium.StartAsync(new());
        var page = await browser.OpenPageAsync();
        var complaints = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Enqueue($"{message.Text} at {message.Location}");
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.RequestFailed += (_, request) => complaints.Enqueue(request.Url);

        await page.GotoAsync(new Uri(service.Start(), "/swagger").AbsoluteUri);
        await Assertions.Expect(page.Locator("#operations-Analysis-analyze")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("h1, h2").Filter(new() { HasText = "CryApi" }).First).ToBeVisibleAsync();
        var colour = await page.Locator(".topbar").EvaluateAsync<string>("bar => getComputedStyle(bar).backgroundColor");
        Assert.NotEqual("rgba(0, 0, 0, 0)", colour);

        // Asks for a key, as operations that need one have a lock, and sends a request with it.
        await page.Locator("button.authorize").First.ClickAsync();
        await page.Locator(".auth-container input").First.FillAsync("a-key");
        await page.Locator(".auth-container button[type=submit]").First.ClickAsync();
        await page.Locator(".auth-container .btn-done").First.ClickAsync();
        await page.Locator("#operations-Models-getModels .opblock-summary-control").ClickAsync();
        await page.Locator("#operations-Models-getModels .try-out__btn").ClickAsync();
        var asked = page.WaitForRequestAsync(request => request.Url.EndsWith("/models", StringComparison.Ordinal));
        await page.Locator("#operations-Models-getModels .execute").ClickAsync();
        Assert.Equal("a-key", await (await asked).HeaderValueAsync("X-Api-Key"));
        await Assertions.Expect(page.Locator("#operations-Models-getModels .live-responses-table .response-col_status").Last).ToContainTextAsync("200");

        Assert.True(complaints.IsEmpty, string.Join("\n", complaints));
    }

    [Fact]
    public async Task An_answer_of_the_service_is_no_page_that_can_do_anything()
    {
        Assert.SkipWhen(Chromium.Path is null, "Chromium is not on the PATH.");
        await using var browser = await Chromium.StartAsync(new());
        var page = await browser.OpenPageAsync();
        await page.GotoAsync(new Uri(service.Start(), "/health/live").AbsoluteUri);
        await Assert.ThrowsAnyAsync<PlaywrightException>(() => page.AddScriptTagAsync(new() { Content = "window.ran = true;" }));
        Assert.False(await page.EvaluateAsync<bool>("() => window.ran === true"));
    }
}
