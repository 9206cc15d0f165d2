using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Orders and explains the groups of operations, and adds the endpoint that the metrics library maps.</summary>
internal sealed class TagDocumentFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Analysis", Description = "Audio in, answer out." },
            new() { Name = "Models", Description = "What is behind the answers." },
            new() { Name = "Health", Description = "What an orchestrator asks." },
        };
    }
}
