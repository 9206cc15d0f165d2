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
        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>())
        {
            response.Headers = ResponseHeaderDocs.For(context.Document, isTemporary: false);
            if (response.Content?.Values.SingleOrDefault() is { } media && metadata.OfType<ExampleDoc>().LastOrDefault() is { } example)
                media.Example = JsonSerializer.SerializeToNode(example.Answer, _json);
        }

        var kinds = metadata.OfType<ProblemDocs>().SelectMany(docs => docs.Kinds).Append(ProblemKinds.InternalError);
        foreach (var status in kinds.Distinct().GroupBy(kind => kind.Status).OrderBy(group => group.Key))
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = SharedResponse([.. status], context);
    }

    /// <summary>One component for every set of problems that is met: operations that fail alike refer to the same.</summary>
    private OpenApiResponseReference SharedResponse(IReadOnlyList<ProblemKind> kinds, OperationFilterContext context)
    {
        var name = kinds.Count == 1 ? kinds[0].Code : $"problems_{kinds[0].Status}";
        context.Document.AddComponent(name, ProblemResponse(kinds, context));
        return new OpenApiResponseReference(name, context.Document);
    }

    private OpenApiResponse ProblemResponse(IReadOnlyList<ProblemKind> kinds, OperationFilterContext context)
    {
        OpenApiMediaType media = new() { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) };
        if (kinds.Count == 1)
        {
            media.Example = JsonSerializer.SerializeToNode(Examples.Problem(kinds[0]), _json);
        }
        else
        {
            media.Examples = kinds.ToDictionary(kind => kind.Code, kind => (IOpenApiExample)new OpenApiExample
            {
                Summary = kind.Title,
                Value = JsonSerializer.SerializeToNode(Examples.Problem(kind), _json),
            });
        }

        return new OpenApiResponse
        {
            Description = kinds.Count == 1
                ? $"`{kinds[0].Code}`: {kinds[0].Meaning}."
                : string.Join("\n", kinds.Select(kind => $"- `{kind.Code}`: {kind.Meaning}")),
            Headers = ResponseHeaderDocs.For(context.Document, kinds[0].IsTemporary),
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.ContentType] = media },
        };
    }
}
