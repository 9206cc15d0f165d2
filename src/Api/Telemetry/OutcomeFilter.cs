namespace CryApi.Api;

/// <summary>Counts every request for an analysis by what became of it.</summary>
internal sealed class OutcomeFilter(CryMetrics metrics) : IEndpointFilter
{
    /// <summary>Outcome of a request whose caller has gone.</summary>
    private const string ClientGone = "client_gone";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var operation = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unknown";
        try
        {
            var result = await next(context).ConfigureAwait(false);
            var answer = (result as IValueHttpResult)?.Value;
            metrics.Count(operation, AnswerFacts.OutcomeOf(answer));
            metrics.AddAudio(AnswerFacts.SecondsOf(answer));
            return result;
        }
        catch (Exception exception)
        {
            metrics.Count(operation, ProblemMapper.IsClientGone(exception, http) ? ClientGone : ProblemMapper.Map(exception).Kind.Code);
            throw;
        }
    }
}
