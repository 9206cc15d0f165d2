using Spectre.Console;

namespace CryApi.Cli;

/// <summary>A table of text, for the console and for Markdown alike.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The head.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record TextTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Prints it.</summary>
    public void Print()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = AnswerTable.PipeWidth;
        var table = new Table().RoundedBorder().AddColumns([.. Columns.Select(Markup.Escape)]);
        foreach (var row in Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.MarkupLineInterpolated($"[bold]{Title}[/]");
        AnsiConsole.Write(table);
    }

    /// <summary>As GitHub's Markdown.</summary>
    public string ToMarkdown() => string.Join(
        '\n',
        [$"### {Title}", "", Line(Columns), Line(Columns.Select(_ => "---")), .. Rows.Select(Line), ""]);

    private static string Line(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
