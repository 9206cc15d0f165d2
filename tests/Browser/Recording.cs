using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CryApi.Browser.Tests;

/// <summary>One session in the browser: a page of the service that made every take at the same time and can send them.</summary>
/// <param name="service">Where the page comes from and the takes go to.</param>
/// <param name="sample">What the microphone hears: a file of <c>samples/</c>, without its ending.</param>
/// <param name="requests">What is recorded.</param>
public abstract class Recording(RealService service, string sample, params TakeRequest[] requests) : IAsyncLifetime
{
    private const double Seconds = 4;

    private readonly Dictionary<TakeRequest, Take?> _takes = [];
    private string? _missing;
    private Chromium? _browser;
    private IPage? _page;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            _missing = "Chromium is not on the PATH.";
        else if (!await service.DecodesWebMAsync())
            _missing = "The service has no decoder for WebM.";
        if (_missing is not null)
            return;

        _browser = await Chromium.StartAsync(new() { Microphone = sample });
        _page = await _browser.OpenPageAsync(bypassPolicy: true);

        // Any page of the service gives its origin; this one costs the browser nothing. Its policy lets no script run, ours included.
        await _page.GotoAsync(new Uri(service.Start(), "/health/live").AbsoluteUri);
        await _page.AddScriptTagAsync(new() { Content = await ReadScriptAsync() });
        var asked = requests.Select(r => new { name = r.Name, mimeType = r.MimeType, timesliceMs = r.TimesliceMs, pauseMs = r.PauseMs });
        var takes = await _page.EvaluateAsync<JsonElement>(
            "([takes, seconds]) => recorder.record(takes, seconds)", new object[] { asked, Seconds });
        foreach (var (request, take) in requests.Zip(takes.Deserialize<Take?[]>(JsonSerializerOptions.Web)!))
            _takes.Add(request, take);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What was recorded, without what this browser does not record.</summary>
    public IEnumerable<Take> Takes => _takes.Values.OfType<Take>();

    /// <summary>The take, or the test is skipped with a reason.</summary>
    public Take Take(TakeRequest request)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var take = _takes[request];
        Assert.SkipWhen(take is null, $"This browser does not record {request.MimeType}.");

        // By the browser's own decoder: the service has not seen it yet.
        Assert.SkipWhen(
            Math.Abs(take.HeardSeconds - take.Seconds) > 0.4,
            $"The browser recorded {take.HeardSeconds:F2} s in {take.Seconds:F2} s: this machine is too busy.");
        return take;
    }

    /// <summary>Sends it to <c>/analyze</c> from the page, as the body or as a form's file. The answer must be a 200.</summary>
    public async Task<JsonObject> AnalyzeAsync(Take take, bool asForm)
    {
        var answer = await _page!.EvaluateAsync<JsonElement>(
            "([name, asForm]) => recorder.send(name, '/analyze', asForm)", new object[] { take.Name, asForm });
        var body = answer.GetProperty("body").GetString()!;
        Assert.True(answer.GetProperty("status").GetInt32() == 200, body);
        return JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>The recorded bytes.</summary>
    public async Task<byte[]> ReadAsync(Take take) =>
        Convert.FromBase64String(await _page!.EvaluateAsync<string>("name => recorder.base64(name)", take.Name));

    private static async Task<string> ReadScriptAsync()
    {
        using var reader = new StreamReader(typeof(Recording).Assembly.GetManifestResourceStream("recorder.js")!);
        return await reader.ReadToEndAsync();
    }
}
