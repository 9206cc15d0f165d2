using CryApi.Pipeline;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>Query parameters as sent, and, once validated, what they mean. Parameters that are not named here are ignored.</summary>
internal interface IAnalysisQuery
{
    /// <summary>What the parameters mean. Only for a query that has been validated.</summary>
    AnalysisOptions ToOptions();
}

/// <summary>The query of <c>/detect</c>.</summary>
internal sealed record DetectQuery(StringValues Threshold, StringValues Include) : IAnalysisQuery
{
    public static ValueTask<DetectQuery> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new DetectQuery(context.Request.Query["threshold"], context.Request.Query["include"]));

    public AnalysisOptions ToOptions() => new()
    {
        DetectionThreshold = QueryRules.Threshold(Threshold),
        IncludeSegments = Include.Count > 0,
    };
}

/// <summary>The query of <c>/classify</c>.</summary>
internal sealed record ClassifyQuery(StringValues Threshold, PriorParameter Prior) : IAnalysisQuery
{
    public static ValueTask<ClassifyQuery> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new ClassifyQuery(context.Request.Query["threshold"], PriorParameter.From(context)));

    public AnalysisOptions ToOptions() => new()
    {
        ClassificationThreshold = QueryRules.Threshold(Threshold),
        Prior = Prior.Value,
    };
}

/// <summary>The query of <c>/analyze</c>.</summary>
internal sealed record AnalyzeQuery(
    StringValues DetectionThreshold,
    StringValues ClassificationThreshold,
    PriorParameter Prior,
    StringValues Include) : IAnalysisQuery
{
    public static ValueTask<AnalyzeQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult(new AnalyzeQuery(
            query["detectionThreshold"], query["classificationThreshold"], PriorParameter.From(context), query["include"]));
    }

    public AnalysisOptions ToOptions() => new()
    {
        DetectionThreshold = QueryRules.Threshold(DetectionThreshold),
        ClassificationThreshold = QueryRules.Threshold(ClassificationThreshold),
        Prior = Prior.Value,
        IncludeSegments = Include.Count > 0,
    };
}
