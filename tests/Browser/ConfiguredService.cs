using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CryApi.Browser.Tests;

/// <summary>The service as it ships, configured otherwise, on a port of its own.</summary>
/// <param name="settings">Configuration as <c>name=value</c>.</param>
internal sealed class ConfiguredService(params string[] settings) : WebApplicationFactory<Program>
{
    /// <summary>Where it listens.</summary>
    public Uri Start()
    {
        UseKestrel();
        StartServer();
        return ClientOptions.BaseAddress;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production").UseSetting("urls", "http://127.0.0.1:0").UseSetting("Shutdown:DrainSeconds", "0");
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            builder.UseSetting(parts[0], parts[1]);
        }
    }
}
