using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Describes the query and the body that the handlers read themselves, and the request id that all take.</summary>
internal sealed class AudioRequestFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. metadata.OfType<QueryParameterDoc>().Select(Query), RequestId()];
        operation.RequestBody = metadata.OfType<AudioBodyDoc>().Any() ? Body() : null;
    }

    private static OpenApiParameter Query(QueryParameterDoc doc) => new()
    {
        Name = doc.Name,
        In = ParameterLocation.Query,
        Description = doc.Description,
        Schema = doc.Schema,
        Example = doc.Example?.DeepClone(),
    };

    private static OpenApiParameter RequestId() => new()
    {
        Name = ResponseHeaders.RequestId,
        In = ParameterLocation.Header,
        Description = "The caller's name for this request; echoed without characters that are unsafe in logs.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestIds.MaxLength },
    };

    private static OpenApiRequestBody Body()
    {
        OpenApiSchema binary = new() { Type = JsonSchemaType.String, Format = "binary" };
        OpenApiMediaType raw = new() { Schema = binary };
        OpenApiMediaType form = new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new SortedSet<string> { "file" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The audio file." },
                },
            },
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Description =
                "The audio: the raw bytes under any content type or none, or a form with exactly one file part named `file` (fields "
                + "that are no files are ignored). The format is found from the bytes; neither the content type nor a file name is "
                + "believed. A chunked body is fine. `Limits:MaxBodyBytes` holds for the whole body, in a form too.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/octet-stream"] = raw,
                ["audio/*"] = raw,
                [MultipartAudio.FormType] = form,
            },
        };
    }
}
