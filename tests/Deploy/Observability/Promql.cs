using System.Text.RegularExpressions;

namespace CryApi.Deploy.Tests;

/// <summary>The names in a PromQL expression: metrics with the labels of their matchers, and labels of groupings and joins.</summary>
/// <param name="Selectors">Every use of a metric.</param>
/// <param name="Groupings">Labels in <c>by</c>, <c>on</c> and their like.</param>
internal sealed partial record Promql(IReadOnlyList<PromqlSelector> Selectors, IReadOnlyList<string> Groupings)
{
    private static readonly string[] s_lists = ["by", "without", "on", "ignoring", "group_left", "group_right"];

    private static readonly string[] s_operators = ["and", "or", "unless", "bool", "offset", "atan2"];

    /// <summary>Takes the expression apart. That it is a valid one is Prometheus' to say.</summary>
    public static Promql Parse(string expression)
    {
        var tokens = Token.Matches(expression).Select(match => match.Value).Where(token => token[0] != '#').ToArray();
        var selectors = new List<PromqlSelector>();
        var groupings = new List<string>();
        for (var at = 0; at < tokens.Length; at++)
        {
            var next = at + 1 < tokens.Length ? tokens[at + 1] : "";
            if (tokens[at] == "[")
                at = Array.IndexOf(tokens, "]", at);
            else if (tokens[at] is "offset" or "@")
                at++;
            else if (!IsName(tokens[at]) || s_operators.Contains(tokens[at]))
                continue;
            else if (s_lists.Contains(tokens[at]))
                groupings.AddRange(next == "(" ? TakeUntil(tokens, ref at, ")").Where(IsName) : []);
            else if (next is not ("(" or "by" or "without"))
                selectors.Add(new PromqlSelector(tokens[at], next == "{" ? Matchers(TakeUntil(tokens, ref at, "}")) : []));
        }

        return new Promql(selectors, groupings);
    }

    private static bool IsName(string token) => Name.IsMatch(token);

    private static string[] TakeUntil(string[] tokens, ref int at, string end)
    {
        var from = at + 2;
        at = Array.IndexOf(tokens, end, from);
        return tokens[from..at];
    }

    private static PromqlMatcher[] Matchers(string[] tokens) =>
        [.. tokens.Where(token => token != ",").Chunk(3).Select(matcher => new PromqlMatcher(matcher[0], matcher[1], matcher[2].Trim('"')))];

    [GeneratedRegex("""#.*|"(?:[^"\\]|\\.)*"|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-z.]*|=~|!~|!=|==|>=|<=|\S""")]
    private static partial Regex Token { get; }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name { get; }
}

/// <summary>One use of a metric.</summary>
internal sealed record PromqlSelector(string Metric, IReadOnlyList<PromqlMatcher> Matchers);

/// <summary>One condition on a label.</summary>
internal sealed record PromqlMatcher(string Label, string Operator, string Value);
