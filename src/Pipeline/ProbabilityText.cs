using System.Buffers;
using System.Globalization;

namespace CryApi.Pipeline;

/// <summary>A probability as text: a plain decimal number in [0, 1], with a point.</summary>
public static class ProbabilityText
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxLength = 32;

    /// <summary>Only what a plain number is made of: no signs of infinity, no white space, no group separators, no NUL.</summary>
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.eE+-");

    /// <summary>Reads it.</summary>
    /// <param name="text">1 to <see cref="MaxLength"/> characters.</param>
    /// <param name="value">The number, or 0 when the text is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.Length is 0 or > MaxLength || text.ContainsAnyExcept(Allowed))
            return false;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || number is not (>= 0 and <= 1))
            return false;
        value = number;
        return true;
    }
}
