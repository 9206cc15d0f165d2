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

    /// <summary>Absent, or one number in [0, 1].</summary>
    public static void IsThreshold<T>(this IRuleBuilderInitial<T, StringValues> rule, string parameter) => rule.Custom((values, context) =>
    {
        if (!ThresholdText.TryParse(values, out _))
            context.AddFailure(parameter, $"{parameter} {ThresholdText.Expected}.");
    });

    /// <summary>Absent, or one prior of the types.</summary>
    public static void IsPrior<T>(this IRuleBuilderInitial<T, PriorParameter> rule) => rule.Custom((prior, context) =>
    {
        if (prior.Error is { } error)
            context.AddFailure(PriorParameter.Name, $"{PriorParameter.Name} {error}.");
    });

    /// <summary>Absent, or once <see cref="Segments"/>.</summary>
    public static void IsInclude<T>(this IRuleBuilderInitial<T, StringValues> rule) => rule.Custom((values, context) =>
    {
        if (values.Count > 1 || (values.Count == 1 && values[0] != Segments))
            context.AddFailure("include", $"include must be {Segments}, once.");
    });
}
