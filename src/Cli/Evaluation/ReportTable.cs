using System.Globalization;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>A report for people.</summary>
internal static class ReportTable
{
    public static void Print(Report report)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = AnswerTable.PipeWidth;
        AnsiConsole.MarkupLineInterpolated($"[bold]{report.Stage}[/]: {report.Clips} clips in {report.Groups} groups; {report.Protocol}");
        AnsiConsole.MarkupLineInterpolated($"trivial rule: {report.Baseline}");

        var figures = new Table().RoundedBorder().AddColumns("figure", "value", "95 % by group", "trivial rule");
        foreach (var figure in report.Figures)
        {
            var interval = figure is { Low: { } low, High: { } high } ? $"{Number(low)} to {Number(high)}" : "";
            figures.AddRow(figure.Name, Number(figure.Value), interval, Number(figure.Baseline));
        }

        AnsiConsole.Write(figures);

        var confusion = new Table().RoundedBorder().AddColumn("truth \\ answer");
        foreach (var label in report.Labels)
            confusion.AddColumn(label);
        for (var truth = 0; truth < report.Labels.Count; truth++)
            confusion.AddRow([report.Labels[truth], .. report.Confusion[truth].Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        AnsiConsole.Write(confusion);

        var slices = new Table().RoundedBorder().AddColumns("origin", "label", "clips", "called right", "mean probability");
        foreach (var slice in report.Slices)
            slices.AddRow(slice.Origin, slice.Label, slice.Clips.ToString(CultureInfo.InvariantCulture), Number(slice.Right), Number(slice.MeanProbability));
        AnsiConsole.Write(slices);
    }

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
