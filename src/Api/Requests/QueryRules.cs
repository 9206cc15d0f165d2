using CryApi.Pipeline;
using FluentValidation;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>The rules that the queries share.</summary>
internal static class QueryRules
{
    /// <summary>The only value of <c>include</c>.</summary>
    public const string Segments = "segments";

    /// <summary>The value of a threshold that has been validated; null when not given.</summary>
    public static double? Threshold(StringValues values) => ThresholdText.TryParse(values, out var threshold)
        ? threshold
        : throw new InvalidOperationException("The query was used before it was validated.");

    /// <summary>The prior that has been validated; null when not given.</summary>
    public static TypePrior? Prior(StringValues values, IReadOnlyList<string> types) => PriorText.Read(values, types, out var prior) is null
        ? prior
        : throw new InvalidOperationException("The query was used before it was validated.");

    /// <summary>The types that the loaded classifier tells apart.</summary>
    public static IReadOnlyList<string> CryTypes(this ICryPipeline pipeline) => pipeline.Manifest.Stages[StageNames.Classifier].Labels!;

    /// <summary>Absent, or one number in [0, 1].</summary>
    public static void IsThreshold<T>(this IRuleBuilderInitial<T, StringValues> rule, string parameter) => rule.Custom((values, context) =>
    {
        if (!ThresholdText.TryParse(values, out _))
            context.AddFailure(parameter, $"{parameter} {ThresholdText.Expected}.");
    });

    /// <summary>Absent, or one prior of the types.</summary>
    public static void IsPrior<T>(this IRuleBuilderInitial<T, StringValues> rule, ICryPipeline pipeline) => rule.Custom((values, context) =>
    {
        if (PriorText.Read(values, pipeline.CryTypes(), out _) is { } error)
            context.AddFailure("prior", $"prior {error}.");
    });

    /// <summary>Absent, or once <see cref="Segments"/>.</summary>
    public static void IsInclude<T>(this IRuleBuilderInitial<T, StringValues> rule) => rule.Custom((values, context) =>
    {
        if (values.Count > 1 || (values.Count == 1 && values[0] != Segments))
            context.AddFailure("include", $"include must be {Segments}, once.");
    });
}
