namespace CryApi.Api;

/// <summary>The endpoint asks for a key where any is configured.</summary>
internal sealed record ApiKeyRequired;

/// <summary>Whose key a request came with.</summary>
/// <param name="Name">Name of the key, never the key itself.</param>
internal sealed record Caller(string Name);

/// <summary>Lets requests through that have a key, or whose endpoint asks for none. Nothing of the body is read before.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ApiKeyStore store)
{
    public Task InvokeAsync(HttpContext context)
    {
        var keys = store.Current;
        if (keys.IsOpen || context.GetEndpoint()?.Metadata.GetMetadata<ApiKeyRequired>() is null)
            return next(context);

        var key = PresentedKey.Of(context.Request);
        if (key is null || keys.Find(key) is not { } name)
        {
            return Rejection.WriteAsync(context, new ProblemException(
                ProblemKinds.Unauthorized, $"A valid key is needed, once, in {PresentedKey.Header} or as Authorization: {PresentedKey.Scheme}."));
        }

        context.Features.Set(new Caller(name));
        return next(context);
    }
}
