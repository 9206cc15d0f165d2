using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests.Page;

/// <summary>A visit of the page in a real browser. Whatever the browser complains of, a violated content security policy too, fails the test.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly Chromium _browser;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<IRequest> _requests = new();

    private Visit(Chromium browser, IPage page)
    {
        (_browser, Page) = (browser, page);
        page.Console += (_, message) =>
        {
            // That a request failed is told by the page itself.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _complaints.Enqueue($"{message.Text} at {message.Location}");
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            // A player asks for the sound that the page has made an address for; that leaves nowhere.
            if (!request.Url.StartsWith("blob:", StringComparison.Ordinal))
                _requests.Enqueue(request);
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Everything that was asked for over the network, in order.</summary>
    public IReadOnlyCollection<IRequest> Requests => _requests;

    public ILocator Cards => Page.Locator("article.card");

    /// <param name="service">The origin of the page.</param>
    /// <param name="how">The browser: what its microphone hears, and the like.</param>
    /// <param name="options">Size of the window, colours, and the like.</param>
    /// <param name="path">Where the page is.</param>
    /// <param name="before">What is done before it is loaded.</param>
    public static async Task<Visit> StartAsync(
        Uri service, ChromiumStart? how = null, BrowserNewPageOptions? options = null, string path = "/", Func<IPage, Task>? before = null)
    {
        Assert.SkipWhen(Chromium.Path is null, "Chromium is not on the PATH.");
        var browser = await Chromium.StartAsync(how ?? new());
        try
        {
            var visit = new Visit(browser, await browser.OpenPageAsync(options ?? new()));
            if (before is not null)
                await before(visit.Page);
            await visit.Page.GotoAsync(new Uri(service, path).AbsoluteUri);
            return visit;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Path of a file of <c>samples/</c>.</summary>
    public static string Sample(string name) => Path.Combine(Repository.Root, "samples", $"{name}.wav");

    /// <summary>Chooses files as a visitor does, and waits until the server has answered.</summary>
    public async Task ChooseAsync(params string[] paths)
    {
        var before = await Cards.CountAsync();
        await Page.Locator("#files").SetInputFilesAsync(paths);
        await Assertions.Expect(Cards).ToHaveCountAsync(before + paths.Length);
        await AnsweredAsync();
    }

    /// <summary>The same with bytes that are no file.</summary>
    public async Task ChooseAsync(string name, byte[] content)
    {
        await Page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        await AnsweredAsync();
    }

    /// <summary>Waits until no card is on its way.</summary>
    public Task AnsweredAsync() => Assertions.Expect(Page.Locator("article[aria-busy=true]")).ToHaveCountAsync(0);

    /// <summary>Waits for a text in the newest card.</summary>
    public Task ShouldSayAsync(string text) => Assertions.Expect(Cards.First.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>The JSON that the newest card shows, once its details are open.</summary>
    public async Task<JsonNode> ShownAsync() => JsonNode.Parse(await Cards.First.Locator("pre.json").InnerTextAsync())!;

    /// <summary>Address in the curl line of the newest card.</summary>
    public async Task<Uri> CurlAddressAsync()
    {
        var line = await Cards.First.Locator("pre.curl").InnerTextAsync();
        return new Uri(line[(line.LastIndexOf("'http", StringComparison.Ordinal) + 1)..].TrimEnd('\''));
    }

    /// <summary>Moves a slider as a script of the page would not: with the events of a visitor.</summary>
    public Task SlideAsync(string id, double value) => Page.Locator($"#{id}").FillAsync(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Waits until a canvas holds more than a ground and a line or two: sound is drawn when the browser has decoded it.</summary>
    public Task ShouldBeDrawnAsync(string selector) => Page.WaitForFunctionAsync(
        """
        (selector) => {
          const canvas = document.querySelector(selector);
          if (!canvas?.width || !canvas.height) return false;
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size > 3;
        }
        """,
        selector);

    /// <summary>Gives the page a slow connection from now on.</summary>
    public async Task SlowDownAsync(double bytesPerSecond)
    {
        var tools = await Page.Context.NewCDPSessionAsync(Page);
        await tools.SendAsync("Network.enable");
        await tools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = bytesPerSecond,
        });
    }

    /// <summary>Lets something stand between the page and the service that answers analyses itself.</summary>
    /// <param name="answer">The answer, made anew for each.</param>
    public Task InterceptAsync(Func<RouteFulfillOptions> answer) =>
        Page.RouteAsync("**/analyze*", route => route.FulfillAsync(answer()));

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        Assert.True(_complaints.IsEmpty, string.Join("\n", _complaints));
    }
}
