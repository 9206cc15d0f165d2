using System.Net.Http.Json;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(CryApi.Browser.Tests.RealService))]

namespace CryApi.Browser.Tests;

/// <summary>The service as most tests want it; it can be reached under <see cref="PathBase"/> too.</summary>
public sealed class RealService() : ConfiguredService($"Gateway:PathBase={PathBase}")
{
    internal const string PathBase = "/cry";

    /// <summary>Whether it decodes what a browser records.</summary>
    public async Task<bool> DecodesWebMAsync()
    {
        Start();
        using var client = CreateClient();
        var models = (await client.GetFromJsonAsync<JsonObject>("/models", TestContext.Current.CancellationToken))!;
        return models["formats"]!.AsArray().Any(format => ((string)format!).Contains("WebM", StringComparison.OrdinalIgnoreCase));
    }
}
