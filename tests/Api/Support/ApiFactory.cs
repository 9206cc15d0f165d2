using CryApi.Pipeline;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CryApi.Api.Tests;

/// <summary>The whole service, with a fake pipeline and what it logs kept for the test.</summary>
/// <param name="settings">Configuration as <c>name=value</c>.</param>
internal sealed class ApiFactory(params string[] settings) : WebApplicationFactory<Program>
{
    public FakePipeline Pipeline { get; } = new();

    public LogKeeper Log { get; } = new();

    /// <summary>What the service takes for the time; null for the real one.</summary>
    public TimeProvider? Time { get; init; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            builder.UseSetting(parts[0], parts[1]);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<ICryPipeline>();
            services.AddSingleton<ICryPipeline>(Pipeline);
            if (Time is not null)
                services.AddSingleton(Time);
        });
    }
}
