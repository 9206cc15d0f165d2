namespace CryApi.Api;

/// <summary>
/// Gives every answer <c>X-Request-Id</c> and the headers that tell a browser to make as little of it as possible: it is data, but for the
/// <see cref="WebPage"/>, which says what it needs.
/// </summary>
internal static class ResponseHeaders
{
    public const string RequestId = "X-Request-Id";

    private const string Documentation = "/swagger";

    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>
    /// What Swagger UI needs: its own files, the one style that its logo brings along, pictures that stand in its style sheet, and the service
    /// itself. The hash is that of the version in use; a browser complains of another.
    /// </summary>
    private const string SwaggerPage =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; "
        + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = RequestIds.SafeOrNew(context.Request.Headers[RequestId]);

        // The path is the service's own now; an answer without a body starts when it is the gateway's again.
        var isDocumentation = context.Request.Path.StartsWithSegments(Documentation, StringComparison.OrdinalIgnoreCase);

        // Set at the last moment, as the answer to an exception starts with cleared headers.
        context.Response.OnStarting(() =>
        {
            Set(context, isDocumentation);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(HttpContext context, bool isDocumentation)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = isDocumentation ? SwaggerPage : NoPage;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // A key in X-Api-Key tells no cache that an answer is for one caller only, as Authorization would.
        if (!isDocumentation && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
