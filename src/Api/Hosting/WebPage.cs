using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// The page for people at <c>/</c>: files beside the program, in the folder <c>wwwroot</c>, served as they are in the repository. They are
/// the only answers that a browser may make a page of.
/// </summary>
internal static class WebPage
{
    /// <summary>
    /// Its own files, sounds that the visitor chose or recorded, and the service itself: nothing from elsewhere, no script or style in the
    /// markup, and no text that becomes markup.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly string[] Texts = ["text/html", "text/css", "text/javascript", "image/svg+xml"];

    public static IServiceCollection AddWebPage(this IServiceCollection services) =>
        services.AddResponseCompression(compression => (compression.EnableForHttps, compression.MimeTypes) = (true, Texts));

    /// <summary>Serves the page, unless <see cref="ServerOptions.Page"/> is off. Must stand behind <see cref="Ports.UsePorts"/>.</summary>
    public static WebApplication UseWebPage(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Page)
            return app;
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

        // What has an endpoint is no file: analyses pay nothing for the page.
        app.UseWhen(
            static context => context.GetEndpoint() is null,
            page => page
                .Use(EndWithSlash)
                .UseResponseCompression()
                .UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RedirectToAppendTrailingSlash = false })
                .UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Prepare }));
        return app;
    }

    /// <summary>Under a gateway's path the page's files are beside it only where that ends with a slash. The framework's redirect would name the host.</summary>
    private static Task EndWithSlash(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.HasValue || !HttpMethods.IsGet(context.Request.Method))
            return next(context);
        context.Response.Redirect($"{context.Request.PathBase}/");
        return Task.CompletedTask;
    }

    /// <summary>Asked for again each time, and answered 304 as long as it is the same: a new version is there at once.</summary>
    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-cache";
        headers["Permissions-Policy"] = "microphone=(self)";
    }
}
