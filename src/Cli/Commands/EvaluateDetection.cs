using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi evaluate --stage detection</c>.</summary>
internal static class EvaluateDetection
{
    /// <summary>Judges the clips with a detection label, prints the figures and writes what was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        var folds = request.Folds is { } folder
            ? FoldBundles.Read(folder, request.Data)
            : [new FoldBundles.Fold(0, request.Models.FullName, [.. request.Data.Clips.Select(c => c.Path)])];
        var evaluator = new Evaluator(request.Data, request.Jobs);
        var judgements = new List<Judgement>();
        var failed = 0;
        foreach (var fold in folds)
        {
            using var pipeline = Failure.Load(fold.Folder, StageNames.Detection);
            if (pipeline is null)
                return Failure.BadModels;
            var part = await evaluator.DetectAsync(pipeline, fold.Number, c => fold.Clips.Contains(c.Path), cancellationToken);
            judgements.AddRange(part.Judgements);
            failed += part.Failed;
        }

        if (judgements.Count == 0)
            throw new InvalidDataException("No clip with the detect_label cry or not_cry could be judged.");

        var report = DetectionReport.Of(judgements, FoldBundles.Protocol(request.Folds is null ? null : folds.Count));
        ReportTable.Print(report);
        await request.WriteAsync(report, cancellationToken);
        if (request.Scores is { } table)
            ScoreTable.Write(table.FullName, judgements, DetectionReport.Labels);
        return failed == 0 ? 0 : Failure.BadInput;
    }
}
