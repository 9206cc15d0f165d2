using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CryApi.Api;

/// <summary>Describes the answers: examples of the good one, every problem by its status, and the headers.</summary>
internal sealed class AnswerFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>())
        {
            response.Headers = ResponseHeaderDocs.For(context.Document);
            if (response.Content?.Values.SingleOrDefault() is { } media)
                Show(media, [.. metadata.OfType<ExampleDoc>().Select(doc => (doc.Name, Example(doc.Answer)))]);
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
        Show(media, [.. kinds.SelectMany(Examples.Problems).Select(problem => (problem.Name, Example(problem.Value, problem.Value.Title)))]);
        return new OpenApiResponse
        {
            Description = kinds.Count == 1
                ? $"`{kinds[0].Code}`: {kinds[0].Meaning}."
                : string.Join("\n", kinds.Select(kind => $"- `{kind.Code}`: {kind.Meaning}")),
            Headers = ResponseHeaderDocs.For(context.Document, kinds[0]),
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemWriter.ContentType] = media },
        };
    }

    private OpenApiExample Example(object value, string? summary = null) =>
        new() { Summary = summary, Value = JsonSerializer.SerializeToNode(value, _json) };

    /// <summary>One example has no name, several have.</summary>
    private static void Show(OpenApiMediaType media, IReadOnlyList<(string Name, OpenApiExample Example)> examples)
    {
        if (examples.Count == 1)
            media.Example = examples[0].Example.Value;
        else if (examples.Count > 1)
            media.Examples = examples.ToDictionary(example => example.Name, example => (IOpenApiExample)example.Example);
    }
}
