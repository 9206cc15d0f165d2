using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace CryApi.Api.Tests;

/// <summary>
/// Holds the committed <c>openapi.yaml</c> against what the code describes. <c>tools/openapi.sh</c> runs this with
/// <c>CRYAPI_WRITE_OPENAPI=1</c>, which writes the file instead.
/// </summary>
public sealed class OpenApiDocumentTests
{
    /// <summary>Path of the committed document.</summary>
    internal static readonly string Committed = Path.Combine(Repository.Root, "openapi.yaml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_committed_document_is_the_one_that_the_code_describes()
    {
        await using var api = new ApiFactory();
        var generated = await GenerateAsync(api);
        if (Environment.GetEnvironmentVariable("CRYAPI_WRITE_OPENAPI") == "1")
            await File.WriteAllTextAsync(Committed, generated, Stop);

        Assert.True(
            generated == await File.ReadAllTextAsync(Committed, Stop),
            "openapi.yaml is not what the code describes: run tools/openapi.sh, look at the difference, and commit it.");
    }

    private static async Task<string> GenerateAsync(ApiFactory api)
    {
        var document = api.Services.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiExtensions.DocumentName);
        using var stream = new MemoryStream();
        await document.SerializeAsYamlAsync(stream, OpenApiSpecVersion.OpenApi3_0, Stop);
        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
