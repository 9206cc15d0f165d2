using Microsoft.OpenApi;

namespace CryApi.Api;

/// <summary>Describes the headers of answers, once for the whole document.</summary>
internal static class ResponseHeaderDocs
{
    private const string RetryAfter = "Retry-After";

    /// <summary>The headers of one answer.</summary>
    /// <param name="document">Where their descriptions go.</param>
    /// <param name="isTemporary">Whether the answer says when to try again.</param>
    public static IDictionary<string, IOpenApiHeader> For(OpenApiDocument document, bool isTemporary)
    {
        document.AddComponent(ResponseHeaders.RequestId, RequestId());
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            [ResponseHeaders.RequestId] = new OpenApiHeaderReference(ResponseHeaders.RequestId, document),
        };
        if (isTemporary)
        {
            document.AddComponent(RetryAfter, Seconds());
            headers[RetryAfter] = new OpenApiHeaderReference(RetryAfter, document);
        }

        return headers;
    }

    private static OpenApiHeader RequestId() => new()
    {
        Description = "The caller's id for the request, made safe for logs, or a new one.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestIds.MaxLength },
    };

    private static OpenApiHeader Seconds() => new()
    {
        Description = "Seconds after which trying again makes sense.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
    };
}
