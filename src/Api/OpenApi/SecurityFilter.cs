using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Describes the two ways to present a key, and that a server may ask for none.</summary>
internal sealed class SecurityFilter : IOperationFilter
{
    private const string ApiKey = "apiKey";
    private const string Bearer = "bearer";
    private const string Note = "Needed where the server has keys configured. Only one of the two forms, or the same key in both.";

    /// <summary>Adds the schemes that operations refer to.</summary>
    public static void AddSchemes(SwaggerGenOptions swagger)
    {
        swagger.AddSecurityDefinition(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = PresentedKey.Header,
            Description = Note,
        });
        swagger.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = PresentedKey.Scheme.ToLowerInvariant(),
            Description = Note,
        });
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (!context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ApiKeyRequired>().Any())
            return;
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKey, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
            new OpenApiSecurityRequirement(),
        ];
    }
}
