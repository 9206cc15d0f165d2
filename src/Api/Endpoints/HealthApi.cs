using Microsoft.AspNetCore.Http.HttpResults;

namespace CryApi.Api;

/// <summary>What an orchestrator asks.</summary>
internal static class HealthApi
{
    public static IEndpointRouteBuilder MapHealthApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags(Tags.Operations);
        group.MapGet("/live", GetLive)
            .WithName("getLive")
            .WithSummary("Is the process alive")
            .WithExample(new HealthResponse("live"));
        group.MapGet("/ready", GetReady)
            .WithName("getReady")
            .WithSummary("Are requests welcome: models loaded, verified and warmed up, and not shutting down")
            .WithProblems(ProblemKinds.NotReady)
            .WithExample(new HealthResponse("ready"));
        return routes;
    }

    private static Ok<HealthResponse> GetLive() => TypedResults.Ok(new HealthResponse("live"));

    private static Ok<HealthResponse> GetReady(Readiness readiness)
    {
        readiness.ThrowIfNotReady();
        return TypedResults.Ok(new HealthResponse("ready"));
    }
}

/// <summary>The answer of a health check.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthResponse(string Status);
