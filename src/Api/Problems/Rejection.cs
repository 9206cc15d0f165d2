namespace CryApi.Api;

/// <summary>
/// A refusal before the endpoint, whose filters see nothing of it: it is counted and written here. It is no exception, as a client that floods
/// should cost as little as possible.
/// </summary>
internal static class Rejection
{
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        // The counter is one of analyses.
        if (AnalysisOf(context) is { } operation)
            context.RequestServices.GetRequiredService<CryMetrics>().Count(operation, problem.Kind.Code);
        return ProblemWriter.WriteAsync(context, problem);
    }

    /// <summary>Name of the analysis that is asked for; null where it is something else.</summary>
    public static string? AnalysisOf(HttpContext context) => context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<AudioBodyDoc>() is not null
        ? metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        : null;
}
