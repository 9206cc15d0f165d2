using System.Globalization;
using CsvHelper;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>Events for people, and as a CSV file.</summary>
internal static class EventTables
{
    public static void Print(EventReport report)
    {
        FigureTable.Print(report.Stage, report.Clips, report.Groups, report.Protocol, report.Baseline, report.Figures);

        var slices = new Table().RoundedBorder().AddColumns("by", "", "clips", "true events", "found", "event F1", "segment F1", "false events an hour");
        foreach (var s in report.Slices)
        {
            slices.AddRow(
                s.By,
                Markup.Escape(s.Name),
                Count(s.Clips),
                Count(s.Truth),
                Count(s.Found),
                FigureTable.Number(s.F1),
                FigureTable.Number(s.SegmentF1),
                FigureTable.Number(s.FalseEventsPerHour));
        }

        AnsiConsole.Write(slices);
    }

    /// <summary>One row for every event: <c>kind</c> is <c>true</c> or <c>found</c>; <c>matched</c> tells whether it has a partner.</summary>
    public static void Write(string path, IReadOnlyList<EventJudgement> judgements)
    {
        using var csv = new CsvWriter(new StreamWriter(path), CultureInfo.InvariantCulture);
        foreach (var name in (string[])["path", "origin", "group", "fold", "kind", "start_seconds", "end_seconds", "matched"])
            csv.WriteField(name);
        csv.NextRecord();
        foreach (var j in judgements)
        {
            var pairs = EventMatching.Match(j.Truth, j.Found, EventTally.LeastOverlap);
            foreach (var e in j.Truth)
                Row(csv, j, "true", e, pairs.Exists(p => p.Truth == e));
            foreach (var e in j.Found)
                Row(csv, j, "found", e, pairs.Exists(p => p.Found == e));
        }
    }

    private static void Row(CsvWriter csv, EventJudgement j, string kind, EventTimes e, bool matched)
    {
        foreach (var value in (string[])[j.Clip.Path, j.Clip.Origin, j.Clip.Group, $"{j.Fold}", kind, Time(e.Start), Time(e.End), matched ? "1" : "0"])
            csv.WriteField(value);
        csv.NextRecord();
    }

    private static string Time(double seconds) => seconds.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Count(double value) => value.ToString("0", CultureInfo.InvariantCulture);

}
