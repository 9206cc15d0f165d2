using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Describes the answers: the example of the good one, every problem by its status, and the headers.</summary>
internal sealed class AnswerFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        foreach (var (_, response) in operation.Responses)
        {
            if (response.Content?.Values.SingleOrDefault() is OpenApiMediaType media && metadata.OfType<ExampleDoc>().LastOrDefault() is { } example)
                media.Example = JsonSerializer.SerializeToNode(example.Answer, _json);
        }

        var kinds = metadata.OfType<ProblemDocs>().SelectMany(docs => docs.Kinds).Append(ProblemKinds.InternalError);
        foreach (var status in kinds.Distinct().GroupBy(kind => kind.Status).OrderBy(group => group.Key))
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = ProblemResponse([.. status], context);

        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>())
            (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[ResponseHeaders.RequestId] = RequestIdHeader();
    }

    private OpenApiResponse ProblemResponse(IReadOnlyList<ProblemKind> kinds, OperationFilterContext context)
    {
        OpenApiMediaType media = new() { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) };
        if (kinds.Count == 1)
            media.Example = JsonSerializer.SerializeToNode(Examples.Problem(kinds[0]), _json);
        else
            media.Examples = kinds.ToDictionary(kind => kind.Code, kind => (IOpenApiExample)new OpenApiExample
            {
                Summary = kind.Title,
                Value = JsonSerializer.SerializeToNode(Examples.Problem(kind), _json),
            });

        OpenApiResponse response = new()
        {
            Description = string.Join("; ", kinds.Select(kind => $"`{kind.Code}`: {kind.Meaning}")) + ".",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.ContentType] = media },
        };
        if (kinds[0].IsTemporary)
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = RetryAfterHeader() };
        return response;
    }

    private static OpenApiHeader RequestIdHeader() => new()
    {
        Description = "The caller's id for the request, made safe for logs, or a new one.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestIds.MaxLength },
    };

    private static OpenApiHeader RetryAfterHeader() => new()
    {
        Description = "Seconds after which trying again makes sense.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
    };
}
