using System.Globalization;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>A report for people.</summary>
internal static class ReportTable
{
    public static void Print(Report report)
    {
        FigureTable.Print(report.Stage, report.Clips, report.Groups, report.Protocol, report.Baseline, report.Figures);

        var confusion = new Table().RoundedBorder().AddColumn("truth \\ answer");
        foreach (var label in report.Labels)
            confusion.AddColumn(label);
        for (var truth = 0; truth < report.Labels.Count; truth++)
            confusion.AddRow([report.Labels[truth], .. report.Confusion[truth].Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        AnsiConsole.Write(confusion);

        var slices = new Table().RoundedBorder().AddColumns("origin", "label", "clips", "called right", "mean probability");
        foreach (var slice in report.Slices)
            slices.AddRow(slice.Origin, slice.Label, slice.Clips.ToString(CultureInfo.InvariantCulture), FigureTable.Number(slice.Right), FigureTable.Number(slice.MeanProbability));
        AnsiConsole.Write(slices);
    }
}
