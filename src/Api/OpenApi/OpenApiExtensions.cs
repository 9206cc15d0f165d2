using CryApi.Audio;
using CryApi.Features;
using CryApi.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>The OpenAPI document, generated from the code.</summary>
internal static class OpenApiExtensions
{
    /// <summary>Name of the document inside the generator.</summary>
    public const string DocumentName = "openapi";

    private const string About =
        "Audio bytes in, answers out: is a baby crying, when, and which type of cry.\n\n"
        + "The service keeps nothing of a request. Errors are RFC 9457 problem details, each with a stable `code`. "
        + "`X-Request-Id` is echoed, made safe for logs, or made; `traceparent` is honoured. Query parameters that are not listed are "
        + "ignored, and so should be members of answers that a client does not know: members are added, never renamed.";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(Configure);

    private static void Configure(SwaggerGenOptions swagger)
    {
        swagger.SwaggerDoc(DocumentName, new OpenApiInfo
        {
            Title = "CryApi",
            Version = "1.0",
            Description = About,
            License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") },
        });
        // Relative to the document, so that the page calls the service under whatever path a gateway has put it.
        swagger.AddServer(new OpenApiServer { Url = "." });
        swagger.SupportNonNullableReferenceTypes();
        swagger.UseAllOfToExtendReferenceSchemas();
        swagger.CustomSchemaIds(type => type == typeof(Problem) ? "ProblemDetails" : type.Name);
        foreach (var assembly in new[] { typeof(Problem), typeof(ICryPipeline), typeof(AudioDescription), typeof(LevelControl) }.Select(t => t.Assembly))
            swagger.IncludeXmlComments(assembly);

        swagger.SchemaFilter<AnswerSchemaFilter>();
        swagger.OperationFilter<AudioRequestFilter>();
        swagger.OperationFilter<AnswerFilter>();
        swagger.OperationFilter<SecurityFilter>();
        SecurityFilter.AddSchemes(swagger);
        swagger.DocumentFilter<OperationsDocumentFilter>();
    }
}
