using System.Globalization;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>What every report begins with, for people: how it was measured, and its figures.</summary>
internal static class FigureTable
{
    public static void Print(string stage, int clips, int groups, string protocol, string baseline, IReadOnlyList<Figure> figures)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = AnswerTable.PipeWidth;
        AnsiConsole.MarkupLineInterpolated($"[bold]{stage}[/]: {clips} clips in {groups} groups; {protocol}");
        AnsiConsole.MarkupLineInterpolated($"trivial rule: {baseline}");

        (string Head, Func<Figure, string> Cell)[] columns =
        [
            ("figure", f => f.Name),
            ("value", f => Number(f.Value)),
            ("95 % by group", f => f is { Low: { } low, High: { } high } ? $"{Number(low)} to {Number(high)}" : ""),
            .. figures.Any(f => f.Deviation is not null) ? [("deviation", f => Number(f.Deviation))] : Array.Empty<(string, Func<Figure, string>)>(),
            ("trivial rule", f => Number(f.Baseline)),
            .. figures.Any(f => f.Chance is not null) ? [("drawn by share", f => Number(f.Chance))] : Array.Empty<(string, Func<Figure, string>)>(),
        ];
        var table = new Table().RoundedBorder().AddColumns([.. columns.Select(c => c.Head)]);
        foreach (var figure in figures)
            table.AddRow([.. columns.Select(c => c.Cell(figure))]);
        AnsiConsole.Write(table);
    }

    /// <summary>Three digits, without the sign of a zero; empty for what can't be measured.</summary>
    public static string Number(double? value) => value?.ToString("0.000;-0.000", CultureInfo.InvariantCulture) ?? "";
}
