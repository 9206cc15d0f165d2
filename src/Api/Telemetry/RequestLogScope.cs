using System.Collections;

namespace CryApi.Api;

/// <summary>
/// The request's id, made safe, on every line of its log: <c>XRequestId</c>, as the answer's <c>X-Request-Id</c>. The server's own
/// <c>RequestId</c> is there before the caller's is looked at.
/// </summary>
internal sealed class RequestLogScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0
        ? new("XRequestId", id)
        : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"XRequestId:{id}";
}

/// <summary>Opens the scope.</summary>
internal static class RequestLogScopes
{
    /// <summary>Must stand after what makes the id safe.</summary>
    public static IApplicationBuilder UseRequestLogScope(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(AnalysisLog.Category);
        return app.Use(async (context, next) =>
        {
            using var scope = logger.BeginScope(new RequestLogScope(context.TraceIdentifier));
            await next(context).ConfigureAwait(false);
        });
    }
}
