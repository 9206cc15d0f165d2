using CryApi.Audio;
using CryApi.Pipeline;
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
            .WithExample(new ReadyResponse("ready", Examples.Decoder));
        return routes;
    }

    private static Ok<HealthResponse> GetLive() => TypedResults.Ok(new HealthResponse("live"));

    private static Ok<ReadyResponse> GetReady(Readiness readiness, ICryPipeline pipeline)
    {
        readiness.ThrowIfNotReady();
        return TypedResults.Ok(new ReadyResponse("ready", pipeline.Decoder));
    }
}

/// <summary>The process is alive.</summary>
/// <param name="Status"><c>live</c>.</param>
public sealed record HealthResponse(string Status);

/// <summary>Requests are welcome.</summary>
/// <param name="Status"><c>ready</c>.</param>
/// <param name="Decoder">What decodes other formats than WAV; without it those get a 415, and the server is ready all the same.</param>
public sealed record ReadyResponse(string Status, DecoderStatus Decoder);
