using System.Globalization;
using CryApi.Pipeline;
using Spectre.Console;

namespace CryApi.Cli;

/// <summary>Answers as a table for people.</summary>
internal static class AnswerTable
{
    // A pipe has no width of its own.
    internal const int PipeWidth = 140;

    public static void Print(IReadOnlyList<Answer> answers)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = PipeWidth;
        var table = new Table().RoundedBorder().AddColumns("file", "seconds", "verdict", "probability", "events", "type", "confidence");
        foreach (var answer in answers)
        {
            var audio = answer.Analysis?.Audio ?? answer.Detection?.Audio ?? answer.Classification?.Audio;
            table.AddRow(
                Markup.Escape(answer.File),
                Number(audio?.DurationSeconds, "0.00"),
                Markup.Escape(Verdict(answer)),
                Number(answer.Detection?.Probability, "0.000"),
                Markup.Escape(string.Join(", ", (answer.Detection?.Events ?? []).Select(Times))),
                Markup.Escape(answer.Classification?.Label ?? ""),
                Number(answer.Classification?.Confidence, "0.000"));
        }

        AnsiConsole.Write(table);
    }

    private static string Verdict(Answer answer) => answer switch
    {
        { Error: { } error } => error,
        { Outcome: Outcome.NotCry } or { Detection.IsCry: false } => "no cry",
        { Outcome: Outcome.CryTypeUncertain } => "cry, type uncertain",
        { Detection: not null } => "cry",
        _ => "",
    };

    private static string Times(CryEvent e) =>
        string.Create(CultureInfo.InvariantCulture, $"{e.StartSeconds:0.0}-{e.EndSeconds:0.0} s");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
