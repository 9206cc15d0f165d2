using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CryApi.Browser.Tests;

/// <summary>The service as it ships, with its models, on a port of its own. Started when first asked for.</summary>
/// <param name="settings">Configuration as <c>name=value</c>.</param>
public class ConfiguredService(params string[] settings) : WebApplicationFactory<Program>
{
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
