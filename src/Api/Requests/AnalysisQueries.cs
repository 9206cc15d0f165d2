using CryApi.Pipeline;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>Query parameters as sent, and, once validated, what they mean. Parameters that are not named here are ignored.</summary>
internal interface IAnalysisQuery
{
    /// <summary>What the parameters mean. Only for a query that has been validated.</summary>
    /// <param name="types">The classifier's labels.</param>
    AnalysisOptions ToOptions(IReadOnlyList<string> types);
}

/// <summary>The query of <c>/detect</c>.</summary>
internal sealed record DetectQuery(StringValues Threshold, StringValues Include) : IAnalysisQuery
{
    public static ValueTask<DetectQuery> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new DetectQuery(context.Request.Query["threshold"], context.Request.Query["include"]));

    public AnalysisOptions ToOptions(IReadOnlyList<string> types) => new()
    {
        DetectionThreshold = QueryRules.Threshold(Threshold),
        IncludeSegments = Include.Count > 0,
    };
}

/// <summary>The query of <c>/classify</c>.</summary>
internal sealed record ClassifyQuery(StringValues Threshold, StringValues Prior) : IAnalysisQuery
{
    public static ValueTask<ClassifyQuery> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new ClassifyQuery(context.Request.Query["threshold"], context.Request.Query["prior"]));

    public AnalysisOptions ToOptions(IReadOnlyList<string> types) => new()
    {
        ClassificationThreshold = QueryRules.Threshold(Threshold),
        Prior = QueryRules.Prior(Prior, types),
    };
}

/// <summary>The query of <c>/analyze</c>.</summary>
internal sealed record AnalyzeQuery(
    StringValues DetectionThreshold,
    StringValues ClassificationThreshold,
    StringValues Prior,
    StringValues Include) : IAnalysisQuery
{
    public static ValueTask<AnalyzeQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult(new AnalyzeQuery(
            query["detectionThreshold"], query["classificationThreshold"], query["prior"], query["include"]));
    }

    public AnalysisOptions ToOptions(IReadOnlyList<string> types) => new()
    {
        DetectionThreshold = QueryRules.Threshold(DetectionThreshold),
        ClassificationThreshold = QueryRules.Threshold(ClassificationThreshold),
        Prior = QueryRules.Prior(Prior, types),
        IncludeSegments = Include.Count > 0,
    };
}
