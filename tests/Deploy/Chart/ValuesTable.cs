using System.Text;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>
/// The table of values in the chart's README: each key of <c>values.yaml</c> with its default and the comment above it. A key that has no comment of its
/// own is part of the value above it.
/// </summary>
internal static class ValuesTable
{
    private const int Indent = 2;
    private const int LongestValue = 60;

    public static string Of(string yaml)
    {
        var table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        var lines = yaml.Split('\n');
        var path = new List<string>();
        var comment = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].TrimStart();
            var depth = (lines[i].Length - text.Length) / Indent;
            if (text.Length == 0)
                comment.Clear();
            else if (text.StartsWith("# ", StringComparison.Ordinal))
                comment.Add(text[2..]);
            else if (text.Split(':', 2) is [var key, var value] && !text.StartsWith('-') && depth <= path.Count)
            {
                path.RemoveRange(depth, path.Count - depth);
                path.Add(key);
                if (comment.Count > 0)
                    Append(table, string.Join('.', path), value.Trim(), string.Join(' ', comment), Below(lines, i, depth));
                comment.Clear();
            }
        }

        return table.ToString();
    }

    private static void Append(StringBuilder table, string name, string value, string meaning, bool isMap)
    {
        var shown = isMap ? "see `values.yaml`" : value.Length > LongestValue ? "see `values.yaml`" : $"`{value}`";
        table.Append("| `").Append(name).Append("` | ").Append(shown).Append(" | ").Append(meaning.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
    }

    private static bool Below(string[] lines, int i, int depth) =>
        i + 1 < lines.Length && lines[i + 1].Length > 0 && lines[i + 1].TakeWhile(letter => letter == ' ').Count() / Indent > depth;
}
