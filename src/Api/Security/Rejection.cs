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
        if (context.GetEndpoint()?.Metadata.GetMetadata<AudioBodyDoc>() is not null)
            context.RequestServices.GetRequiredService<CryMetrics>().Count(OutcomeFilter.OperationOf(context), problem.Kind.Code);
        return ProblemWriter.WriteAsync(context, problem);
    }
}
