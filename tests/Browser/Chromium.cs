using Microsoft.Playwright;

namespace CryApi.Browser.Tests;

/// <summary>The machine's own Chromium, if any, with a microphone and a camera that sees a test picture.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Tests of other projects run beside these: what is waited for comes late then, and only what never comes is a fault.
    private const int PatienceMs = 30_000;

    static Chromium() => Assertions.SetDefaultExpectTimeout(PatienceMs);

    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    /// <summary>The program, or null.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Append("/usr/bin")
        .Where(folder => folder.Length > 0)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync(ChromiumStart how)
    {
        var driver = await Playwright.CreateAsync();
        try
        {
            // Without the sandbox, as the driver starts it by default: Chromium refuses it to root, and every page here is our own.
            return new(driver, await driver.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Path,
                Args = how.Arguments,
            }));
        }
        catch
        {
            driver.Dispose();
            throw;
        }
    }

    /// <param name="bypassPolicy">Whether the test may do on the page what its content security policy forbids.</param>
    public Task<IPage> OpenPageAsync(bool bypassPolicy = false) => OpenPageAsync(new BrowserNewPageOptions { BypassCSP = bypassPolicy });

    /// <param name="options">Size of the window, colours, and the like.</param>
    public Task<IPage> OpenPageAsync(BrowserNewPageOptions options) => _browser.NewPageAsync(options);

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _driver.Dispose();
    }
}
