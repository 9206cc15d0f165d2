namespace CryApi.Api;

/// <summary>How the server listens.</summary>
internal static class ServerExtensions
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>Any of these says where to listen, be it as an argument, an environment variable or in a file.</summary>
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        if (!AddressKeys.Any(key => builder.Configuration.GetSection(key).Exists()))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // AudioBody counts. Kestrel's own limit would close the connection before a client that is still sending reads the answer.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        return builder;
    }

    /// <summary>Headers on every answer; see <see cref="ResponseHeaders"/>.</summary>
    public static IApplicationBuilder UseResponseHeaders(this IApplicationBuilder app) => app.Use(ResponseHeaders.InvokeAsync);
}
