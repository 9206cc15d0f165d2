using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>The contract itself, and the way to it for people.</summary>
internal static class DocumentationApi
{
    private const string Resource = "openapi.yaml";

    /// <summary>RFC 9512.</summary>
    private const string YamlType = "application/yaml";

    public static WebApplication MapDocumentation(this WebApplication app)
    {
        var contract = ReadContract();
        app.MapGet("/openapi.yaml", () => TypedResults.Bytes(contract, YamlType))
            .WithName("getOpenApi")
            .WithTags(Tags.Operations)
            .WithSummary("This document")
            .Produces<string>(StatusCodes.Status200OK, YamlType);
        if (!app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Page)
            app.MapGet("/", RedirectHttpResult () => TypedResults.LocalRedirect("~/swagger")).ExcludeFromDescription();
        app.UseSwaggerUI(ui =>
        {
            ui.DocumentTitle = "CryApi";
            ui.SwaggerEndpoint("../openapi.yaml", "CryApi");
            ui.DisplayRequestDuration();
        });
        return app;
    }

    /// <summary>The committed file, which is part of the program: what is served is what was reviewed.</summary>
    private static byte[] ReadContract()
    {
        using var stream = typeof(DocumentationApi).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program was built without {Resource}.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
