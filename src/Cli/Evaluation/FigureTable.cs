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

        var table = new Table().RoundedBorder().AddColumns("figure", "value", "95 % by group", "trivial rule");
        foreach (var figure in figures)
        {
            var interval = figure is { Low: { } low, High: { } high } ? $"{Number(low)} to {Number(high)}" : "";
            table.AddRow(figure.Name, Number(figure.Value), interval, Number(figure.Baseline));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Three digits; empty for what can't be measured.</summary>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
