using Microsoft.OpenApi;

namespace CryApi.Api;

/// <summary>Describes the headers of answers, once for the whole document.</summary>
internal static class ResponseHeaderDocs
{
    private const string RetryAfter = "Retry-After";
    private const string Authenticate = "WWW-Authenticate";

    /// <summary>The headers of a good answer.</summary>
    /// <param name="document">Where their descriptions go.</param>
    public static IDictionary<string, IOpenApiHeader> For(OpenApiDocument document)
    {
        document.AddComponent(ResponseHeaders.RequestId, RequestId());
        return new Dictionary<string, IOpenApiHeader>
        {
            [ResponseHeaders.RequestId] = new OpenApiHeaderReference(ResponseHeaders.RequestId, document),
        };
    }

    /// <summary>The headers of a problem.</summary>
    /// <param name="document">Where their descriptions go.</param>
    /// <param name="kind">The problem, or one of several with the same status.</param>
    public static IDictionary<string, IOpenApiHeader> For(OpenApiDocument document, ProblemKind kind)
    {
        var headers = For(document);
        if (kind.IsTemporary)
        {
            document.AddComponent(RetryAfter, Seconds());
            headers[RetryAfter] = new OpenApiHeaderReference(RetryAfter, document);
        }

        if (kind == ProblemKinds.Unauthorized)
        {
            document.AddComponent(Authenticate, Challenge());
            headers[Authenticate] = new OpenApiHeaderReference(Authenticate, document);
        }

        return headers;
    }

    private static OpenApiHeader RequestId() => new()
    {
        Description = "The caller's id for the request, made safe for logs, or a new one.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestIds.MaxLength },
    };

    private static OpenApiHeader Challenge() => new()
    {
        Description = "`Bearer`.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiHeader Seconds() => new()
    {
        Description = "Seconds after which trying again makes sense.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
    };
}
