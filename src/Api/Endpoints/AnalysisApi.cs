using CryApi.Pipeline;
using FluentValidation;

namespace CryApi.Api;

/// <summary>The three analyses.</summary>
internal static class AnalysisApi
{
    private const string DetectionThreshold =
        "Smallest clip probability that counts as a cry. Default: the detector's own, in `/models`.";

    private const string ClassificationThreshold =
        "Smallest confidence at which a type is named. Default: the classifier's own, in `/models`.";

    private const string Prior =
        "What the caller knows before it listens: pairs of a type and its probability, joined by commas. Types that aren't named share what "
        + "is left equally; a sum above 1 is refused, and where all types are named a smaller one is scaled to 1. It changes the `prior` and "
        + "the `probabilities` in `calibrated` only. Default: the server's, `Classification:Prior`, or every type the same.";

    public static IServiceCollection AddAnalysisApi(this IServiceCollection services) => services
        .AddSingleton<IValidator<DetectQuery>, DetectQueryValidator>()
        .AddSingleton<IValidator<ClassifyQuery>, ClassifyQueryValidator>()
        .AddSingleton<IValidator<AnalyzeQuery>, AnalyzeQueryValidator>();

    public static IEndpointRouteBuilder MapAnalysisApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("")
            .WithTags(Tags.Analysis)
            .AddEndpointFilter<OutcomeFilter>()
            .TakesAudio()
            .IsGuarded(routes)
            .LimitsRate();

        group.MapPost("/detect", DetectAsync)
            .WithName("detect")
            .WithSummary("Is there a baby cry in it, and when")
            .WithDescription(
                "The clip's probability is the maximum over its windows (their length and hop are in `/models`), so a short cry "
                + "inside a long quiet recording is a cry. `isCry` is `probability >= threshold`, and then there is at least one event.")
            .TakesThreshold("threshold", DetectionThreshold)
            .TakesInclude()
            .WithExample(Examples.Detection)
            .AddEndpointFilter<ValidationFilter<DetectQuery>>();

        group.MapPost("/classify", ClassifyAsync)
            .WithName("classify")
            .WithSummary("Which type of cry")
            .WithDescription(
                "No detection is asked for: the audio is taken to be a cry. Up to 10 s the whole clip is classified, longer audio by "
                + "the 7 s that are richest in cry; `startSeconds` and `endSeconds` say which. Below the threshold `cryType` is null.")
            .TakesThreshold("threshold", ClassificationThreshold)
            .TakesPrior(Prior)
            .WithExample(Examples.Classification)
            .AddEndpointFilter<ValidationFilter<ClassifyQuery>>();

        group.MapPost("/analyze", AnalyzeAsync)
            .WithName("analyze")
            .WithSummary("Detection, then, only where there is a cry, classification of the crying part")
            .WithDescription(
                "`outcome` is `not_cry` (then `classification` is null), `cry` (a type at or above the threshold) or "
                + "`cry_type_uncertain`.")
            .TakesThreshold("detectionThreshold", DetectionThreshold)
            .TakesThreshold("classificationThreshold", ClassificationThreshold)
            .TakesPrior(Prior)
            .TakesInclude()
            .WithExample(Examples.Analysis, "cry")
            .WithExample(Examples.NoCry, "not_cry")
            .AddEndpointFilter<ValidationFilter<AnalyzeQuery>>();
        return routes;
    }

    private static async Task<Answer<Detection>> DetectAsync(DetectQuery query, AnalysisRunner runner, HttpContext context) =>
        new(await runner.RunAsync(
            context,
            query,
            static (pipeline, audio, options, token) => pipeline.DetectAsync(audio, options, token)).ConfigureAwait(false));

    private static async Task<Answer<Classification>> ClassifyAsync(ClassifyQuery query, AnalysisRunner runner, HttpContext context) =>
        new(await runner.RunAsync(
            context,
            query,
            static (pipeline, audio, options, token) => pipeline.ClassifyAsync(audio, options, token)).ConfigureAwait(false));

    private static async Task<Answer<Analysis>> AnalyzeAsync(AnalyzeQuery query, AnalysisRunner runner, HttpContext context) =>
        new(await runner.RunAsync(
            context,
            query,
            static (pipeline, audio, options, token) => pipeline.AnalyzeAsync(audio, options, token)).ConfigureAwait(false));
}
