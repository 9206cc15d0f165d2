namespace CryApi.Api;

/// <summary>Gives every answer <c>X-Request-Id</c> and <c>X-Content-Type-Options: nosniff</c>.</summary>
internal static class ResponseHeaders
{
    public const string RequestId = "X-Request-Id";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = RequestIds.SafeOrNew(context.Request.Headers[RequestId]);

        // Set at the last moment, as the answer to an exception starts with cleared headers.
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[RequestId] = context.TraceIdentifier;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
