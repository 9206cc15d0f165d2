using CryApi.Pipeline;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>A threshold as it stands in a query: a plain decimal number in [0, 1], with a point, at most once.</summary>
internal static class ThresholdText
{
    public static readonly string Expected = $"must be one number from 0 to 1, such as 0.5, in at most {ProbabilityText.MaxLength} characters";

    /// <summary>Reads it.</summary>
    /// <param name="values">All values of the parameter; none means not given.</param>
    /// <param name="threshold">The number, or null when not given.</param>
    /// <returns>Whether the parameter is absent or valid.</returns>
    public static bool TryParse(StringValues values, out double? threshold)
    {
        threshold = null;
        if (values.Count == 0)
            return true;
        if (values.Count > 1 || !ProbabilityText.TryParse(values[0], out var value))
            return false;
        threshold = value;
        return true;
    }
}
