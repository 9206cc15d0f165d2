using CryApi.Pipeline;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>The parameter <c>prior</c> as it stands in a query, at most once; see <see cref="TypePrior"/>.</summary>
/// <param name="Value">The prior, or null when not given or wrong.</param>
/// <param name="Error">What is wrong, as the end of a sentence that names the parameter; null for a parameter that is absent or valid.</param>
internal readonly record struct PriorParameter(TypePrior? Value, string? Error)
{
    public const string Name = "prior";

    /// <summary>Reads it, for the types that the loaded classifier tells apart.</summary>
    public static PriorParameter From(HttpContext context)
    {
        var values = context.Request.Query[Name];
        return values.Count == 0
            ? default
            : Read(values, context.RequestServices.GetRequiredService<ICryPipeline>().Manifest.Stages[StageNames.Classifier].Labels!);
    }

    private static PriorParameter Read(StringValues values, IReadOnlyList<string> types)
    {
        if (values.Count > 1)
            return new(null, "must be given once");
        return TypePrior.TryParse(values[0], types, out var prior, out var error) ? new(prior, null) : new(null, error);
    }
}
