using CryApi.Pipeline;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>A prior as it stands in a query, at most once; see <see cref="TypePrior"/>.</summary>
internal static class PriorText
{
    /// <summary>Reads it.</summary>
    /// <param name="values">All values of the parameter; none means not given.</param>
    /// <param name="types">The classifier's labels.</param>
    /// <param name="prior">The prior, or null when not given.</param>
    /// <returns>What is wrong, as the end of a sentence that names the parameter; null for a parameter that is absent or valid.</returns>
    public static string? Read(StringValues values, IReadOnlyList<string> types, out TypePrior? prior)
    {
        prior = null;
        if (values.Count == 0)
            return null;
        if (values.Count > 1)
            return "must be given once";
        return TypePrior.TryParse(values[0], types, out prior, out var error) ? null : error;
    }
}
