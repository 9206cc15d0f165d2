using System.Diagnostics.CodeAnalysis;

namespace CryApi.Pipeline;

/// <summary>
/// What is known of the type of a cry before it is heard: a probability for every type, with a sum of 1. As text it is
/// <c>hungry:0.2,tired:0.6</c>; types that aren't named share what is left equally.
/// </summary>
public sealed class TypePrior
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxLength = 512;

    // What adding up decimal fractions may be off by.
    private const double Rounding = 1e-9;

    private const string NoSpaces = "must have no spaces: hungry:0.2,tired:0.6";

    private readonly double[] _values;

    private TypePrior(IReadOnlyList<string> types, double[] values)
    {
        _values = values;
        var shares = new OrderedDictionary<string, double>(values.Length);
        for (var i = 0; i < values.Length; i++)
            shares.Add(types[i], values[i]);
        Shares = shares;
    }

    /// <summary>Type → probability, in the order of the labels.</summary>
    public IReadOnlyDictionary<string, double> Shares { get; }

    /// <summary>The probabilities alone, in the same order.</summary>
    internal ReadOnlySpan<double> Values => _values;

    /// <summary>Nothing is known: every type has the same probability.</summary>
    /// <param name="types">The classifier's labels, at least one.</param>
    public static TypePrior Uniform(IReadOnlyList<string> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var values = new double[types.Count];
        Array.Fill(values, 1.0 / types.Count);
        return new TypePrior(types, values);
    }

    /// <summary>Reads a prior.</summary>
    /// <param name="text">Pairs of a type and a plain number in [0, 1], joined by commas. A sum above 1 is refused; where all types are named a smaller one is scaled to 1.</param>
    /// <param name="types">The classifier's labels, distinct, at least one.</param>
    /// <param name="prior">The prior, or null when the text is none.</param>
    /// <param name="error">What is wrong with the text, as the end of a sentence that names it, or null.</param>
    public static bool TryParse(
        string? text,
        IReadOnlyList<string> types,
        [NotNullWhen(true)] out TypePrior? prior,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(types);
        var values = new double[types.Count];
        Array.Fill(values, double.NaN);
        error = ReadNamed(text, types, values) ?? ShareRest(values);
        prior = error is null ? new TypePrior(types, values) : null;
        return error is null;
    }

    /// <summary>Fills in the types that are named; the others stay NaN.</summary>
    private static string? ReadNamed(string? text, IReadOnlyList<string> types, double[] values)
    {
        if (text is not { Length: > 0 and <= MaxLength })
            return $"must be pairs such as hungry:0.2,tired:0.6, at most {MaxLength} characters";
        foreach (var range in text.AsSpan().Split(','))
        {
            var pair = text.AsSpan(range);
            var colon = pair.LastIndexOf(':');
            if (colon < 0)
                return "must be pairs of a type and its probability, joined by commas, such as hungry:0.2,tired:0.6";
            var type = IndexOf(types, pair[..colon]);
            if (type < 0)
                return WhyUnknown(pair, types);
            if (!double.IsNaN(values[type]))
                return $"must name {types[type]} once";
            if (!ProbabilityText.TryParse(pair[(colon + 1)..], out values[type]))
                return HasSpace(pair) ? NoSpaces : OneNumber(types[type]);
        }

        return null;
    }

    /// <summary>What is wrong with a pair whose text before the last colon is no type.</summary>
    private static string WhyUnknown(ReadOnlySpan<char> pair, IReadOnlyList<string> types)
    {
        if (HasSpace(pair))
            return NoSpaces;
        var type = IndexOf(types, pair[..pair.IndexOf(':')]);
        return type < 0 ? $"must name types among {string.Join(", ", types)}" : OneNumber(types[type]);
    }

    private static string OneNumber(string type) =>
        $"must give {type} one number from 0 to 1, such as 0.5, in at most {ProbabilityText.MaxLength} characters";

    private static bool HasSpace(ReadOnlySpan<char> pair)
    {
        foreach (var c in pair)
        {
            if (char.IsWhiteSpace(c))
                return true;
        }

        return false;
    }

    private static string? ShareRest(double[] values)
    {
        var (sum, unnamed) = (0.0, 0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                unnamed++;
            else
                sum += value;
        }

        if (sum > 1 + Rounding)
            return "must have a sum of at most 1";
        if (unnamed == 0 && sum == 0)
            return "must leave a type that is possible";

        // A rounding error must not make a type possible that the caller has ruled out.
        var rest = unnamed == 0 || sum >= 1 - Rounding ? 0 : 1 - sum;

        // Divided, not multiplied: the reciprocal of a subnormal sum is infinite.
        var total = sum + rest;
        for (var i = 0; i < values.Length; i++)
            values[i] = (double.IsNaN(values[i]) ? rest / unnamed : values[i]) / total;
        return null;
    }

    private static int IndexOf(IReadOnlyList<string> types, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (name.SequenceEqual(types[i]))
                return i;
        }

        return -1;
    }
}
