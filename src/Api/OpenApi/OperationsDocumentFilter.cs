using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Explains the groups of operations, and adds <c>/metrics</c>, which the metrics library maps without a description.</summary>
internal sealed class OperationsDocumentFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = Tags.Analysis, Description = "Audio in, answer out." },
            new() { Name = Tags.Models, Description = "What is behind the answers." },
            new() { Name = Tags.Operations, Description = "What orchestrators and monitoring ask." },
        };
        swaggerDoc.Paths["/metrics"] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = Metrics(swaggerDoc) },
        };
    }

    private static OpenApiOperation Metrics(OpenApiDocument document) => new()
    {
        Tags = new HashSet<OpenApiTagReference> { new(Tags.Operations, document) },
        OperationId = "getMetrics",
        Summary = "Metrics as Prometheus text",
        Description = "The server's own (`http_server_*`, `kestrel_*`, `dotnet_*`) and the service's (`cryapi_*`).",
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "OK",
                Headers = ResponseHeaderDocs.For(document),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["text/plain"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        },
    };
}
