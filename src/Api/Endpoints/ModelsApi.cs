using CryApi.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>What is loaded.</summary>
internal static class ModelsApi
{
    public static IEndpointRouteBuilder MapModelsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("").WithTags(Tags.Models).IsGuarded(routes).MapGet("/models", GetModels)
            .WithName("getModels")
            .WithSummary("What is loaded, what is known of it, and what is accepted")
            .WithDescription("The manifest of the model bundle, with the formats that are decoded here and the limits that hold.")
            .WithExample(Examples.Models);
        return routes;
    }

    private static Ok<ModelsResponse> GetModels(
        ICryPipeline pipeline,
        ModelReloads reloads,
        IOptions<LimitsOptions> limits,
        IOptions<EventsOptions> events,
        IOptions<ClassificationOptions> classification)
    {
        var manifest = pipeline.Manifest;
        var decision = DecisionResponse.From(manifest, events.Value, classification.Value);
        return TypedResults.Ok(ModelsResponse.From(manifest, pipeline, decision, limits.Value, reloads.Status));
    }
}
