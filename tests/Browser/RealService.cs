using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

[assembly: AssemblyFixture(typeof(CryApi.Browser.Tests.RealService))]

namespace CryApi.Browser.Tests;

/// <summary>The service as it ships, with its models, on a port of its own. Started when first asked for.</summary>
public sealed class RealService : WebApplicationFactory<Program>
{
    /// <summary>A path that it can be reached under too.</summary>
    internal const string PathBase = "/cry";

    private bool _started;

    /// <summary>Where it listens. A page from there may use the microphone: the loopback address is a secure context.</summary>
    public Uri Start()
    {
        if (!_started)
        {
            // Not UseKestrel(0): that sets the port while the program may already be listening.
            UseKestrel();
            StartServer();
            _started = true;
        }

        return ClientOptions.BaseAddress;
    }

    /// <summary>Whether it decodes what a browser records.</summary>
    public async Task<bool> DecodesWebMAsync()
    {
        Start();
        using var client = CreateClient();
        var models = (await client.GetFromJsonAsync<JsonObject>("/models", TestContext.Current.CancellationToken))!;
        return models["formats"]!.AsArray().Any(format => ((string)format!).Contains("WebM", StringComparison.OrdinalIgnoreCase));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Production")
        .UseSetting("urls", "http://127.0.0.1:0")
        .UseSetting("Gateway:PathBase", PathBase)
        .UseSetting("Shutdown:DrainSeconds", "0");
}
