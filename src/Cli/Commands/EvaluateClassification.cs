using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi evaluate --stage classification</c>.</summary>
internal static class EvaluateClassification
{
    /// <summary>Judges the clips with a type, prints the figures and writes what was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        var folds = request.Folds is { } folder
            ? FoldBundles.Read(folder, request.Data)
            : [new FoldBundles.Fold(0, request.Models.FullName, [.. request.Data.Clips.Select(c => c.Path)])];
        // A fold's bundle holds no detector, so it can't tell which part of a clip of more than 10 s to classify; a whole bundle can.
        var stages = request.Folds is null ? StageNames.All : [StageNames.Classifier];
        var evaluator = new Evaluator(request.Data, request.Jobs);
        var judgements = new List<Judgement>();
        IReadOnlyList<string> labels = [];
        var failed = 0;
        foreach (var fold in folds)
        {
            using var pipeline = Failure.Load(fold.Folder, stages);
            if (pipeline is null)
                return Failure.BadModels;
            var part = await evaluator.ClassifyAsync(pipeline, fold.Number, c => fold.Clips.Contains(c.Path), cancellationToken);
            labels = pipeline.Manifest.Stages[StageNames.Classifier].Labels!;
            judgements.AddRange(part.Judgements);
            failed += part.Failed;
        }

        if (judgements.Count == 0)
            throw new InvalidDataException("No clip with a type_label of the classifier's could be judged.");

        var report = ClassificationReport.Of(judgements, labels, FoldBundles.Protocol(request.Folds is null ? null : folds));
        ReportTable.Print(report);
        await request.WriteAsync(report, cancellationToken);
        if (request.Scores is { } table)
            ScoreTable.Write(table.FullName, [("", judgements)], labels);
        return failed == 0 ? 0 : Failure.BadInput;
    }
}
