using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CryApi.Api;

/// <summary>A threshold as it stands in a query: a plain decimal number in [0, 1], with a point, at most once.</summary>
internal static class ThresholdText
{
    public const string Expected = "must be one number from 0 to 1, such as 0.5";

    private const int MaxLength = 32;

    /// <summary>Only what a plain number is made of: no signs of infinity, no white space, no group separators, no NUL.</summary>
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.eE+-");

    /// <summary>Reads it.</summary>
    /// <param name="values">All values of the parameter; none means not given.</param>
    /// <param name="threshold">The number, or null when not given.</param>
    /// <returns>Whether the parameter is absent or valid.</returns>
    public static bool TryParse(StringValues values, out double? threshold)
    {
        threshold = null;
        if (values.Count == 0)
            return true;
        if (values.Count > 1 || values[0] is not { Length: > 0 and <= MaxLength } text || text.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            || value is not (>= 0 and <= 1))
            return false;
        threshold = value;
        return true;
    }
}
