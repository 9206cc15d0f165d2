using Spectre.Console;

namespace CryApi.Cli;

/// <summary><c>cryapi evaluate --stage detection</c>: one system, or several on the same clips.</summary>
internal static class EvaluateDetection
{
    /// <summary>Judges the clips with a detection label, prints the figures and writes what was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateRequest request, DetectionRequest detection, CancellationToken cancellationToken)
    {
        var systems = Systems(request, detection);
        var against = detection.Against ?? systems[0].Name;
        if (systems.FirstOrDefault(s => systems.Count(other => other.Name == s.Name) > 1) is { } twice)
            throw new InvalidDataException($"Two systems are called {twice.Name}.");
        if (systems.All(s => s.Name != against))
            throw new InvalidDataException($"--against names {against}, which is none of the systems.");
        // Before anything is judged, which may take long.
        foreach (var column in detection.SliceBy)
            request.Data.Check(column);

        // What one system can't judge, none is measured on.
        var labelled = request.Data.Where(c => DetectionReport.LabelNames.Contains(c.DetectLabel));
        var common = labelled.Where(c => systems.All(s => s.Parts.Any(p => p.Judges(c))));
        if (common.Clips.Count < labelled.Clips.Count)
            await Console.Error.WriteLineAsync($"{labelled.Clips.Count - common.Clips.Count} clips are left out: not every system may judge them.");

        var evaluator = new Evaluator(common, request.Jobs);
        var judged = new List<(string System, IReadOnlyList<Judgement> Judgements)>();
        var failed = 0;
        foreach (var system in systems)
        {
            var judgements = new List<Judgement>();
            foreach (var fold in system.Parts)
            {
                using var detector = fold.Load();
                if (detector is null)
                    return Failure.BadModels;
                var part = await evaluator.DetectAsync(detector, fold.Fold, fold.Judges, cancellationToken);
                judgements.AddRange(part.Judgements);
                failed += part.Failed;
            }

            if (judgements.Count == 0)
                throw new InvalidDataException("No clip with the detect_label cry or not_cry could be judged.");
            judged.Add((system.Name, judgements));
        }

        // A clip that one of them failed on is no clip of a comparison.
        var all = judged.Select(j => j.Judgements.Select(clip => clip.Clip.Path)).Aggregate((a, b) => a.Intersect(b)).ToHashSet(StringComparer.Ordinal);
        var reports = new List<DetectionReport>();
        foreach (var (system, judgements) in systems.Zip(judged, (s, j) => (s, j.Judgements)))
        {
            var cost = await CostAsync(system, common, detection.TimedClips, cancellationToken);
            reports.Add(DetectionReport.Of(
                system.Name, system.Protocol, [.. judgements.Where(j => all.Contains(j.Clip.Path))], detection.SliceBy, cost));
        }

        var report = ComparisonReport.Of(reports, against);
        Print(report);
        if (reports.Count == 1)
            await request.WriteAsync(reports[0], cancellationToken);
        else
            await request.WriteAsync(report, cancellationToken);
        if (detection.Markdown is { } file)
            await File.WriteAllTextAsync(file.FullName, Markdown(report), cancellationToken);
        if (request.Scores is { } table)
            ScoreTable.Write(table.FullName, judged, DetectionReport.LabelNames);
        return failed == 0 ? 0 : Failure.BadInput;
    }

    private static List<DetectionSystem> Systems(EvaluateRequest request, DetectionRequest detection)
    {
        IEnumerable<DetectionSystem> systems = detection.Systems.Count > 0
            ? detection.Systems.Select(s => DetectionSystem.OfFolder(s.Name, s.Folder, request.Data))
            : [request.Folds is { } folds
                ? DetectionSystem.OfFolds(folds.Name, folds, request.Data)
                : DetectionSystem.OfBundle(request.Models.Name, request.Models)];
        return [.. systems, .. detection.Rivals.Select(DetectionSystem.OfRival)];
    }

    private static async Task<Cost?> CostAsync(DetectionSystem system, Dataset dataset, int clips, CancellationToken cancellationToken)
    {
        if (clips == 0)
            return null;
        using var detector = system.Parts[0].Load();
        return detector is null ? null : await Cost.MeasureAsync(detector, dataset, clips, cancellationToken);
    }

    private static void Print(ComparisonReport report)
    {
        foreach (var system in report.Systems)
            AnsiConsole.MarkupLineInterpolated($"[bold]{system.System}[/]: {system.Clips} clips in {system.Groups} groups; {system.Protocol}");
        AnsiConsole.MarkupLineInterpolated($"trivial rule: {DetectionFigures.Baseline}");
        foreach (var table in DetectionTables.Of(report))
            table.Print();
    }

    private static string Markdown(ComparisonReport report) => string.Join(
        '\n',
        [
            .. report.Systems.Select(s => $"- **{s.System}**: {s.Protocol}"),
            $"- trivial rule: {DetectionFigures.Baseline}",
            "- intervals: 1,000 resamples of whole groups; the spread of training is not in them, and of one group alone none is made. "
                + "A share of 0 (0 to 0) says that none of these clips was called a cry, not that none ever will be. Resampling adds noise to "
                + "every bin of the calibration error, so that its interval lies too high.",
            "",
            .. DetectionTables.Of(report).Select(t => t.ToMarkdown()),
        ]);
}
