using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary><c>cryapi evaluate --stage classification</c>.</summary>
internal static class EvaluateClassification
{
    /// <summary>Judges the clips with a type, prints the figures and writes what was asked for.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="asked">The types to judge on; none for all that the bundles know.</param>
    /// <param name="cancellationToken">Stops between clips.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EvaluateRequest request, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        var repeats = request.Folds is { } folder
            ? FoldRepeats.Read(folder, request.Data)
            : [[new FoldBundles.Fold(0, request.Models.FullName, [.. request.Data.Clips.Select(c => c.Path)])]];
        // A fold's bundle holds no detector, so it can't tell which part of a clip of more than 10 s to classify; a whole bundle can.
        var stages = request.Folds is null ? StageNames.All : [StageNames.Classifier];
        if (KnownTypes(repeats) is not { } known)
            return Failure.BadModels;
        var labels = asked.Count > 0 ? asked : known;
        if (labels.FirstOrDefault(label => !known.Contains(label)) is { } unknown)
            throw new InvalidDataException($"--labels names {unknown}, which no bundle knows.");

        var evaluator = new Evaluator(request.Data, request.Jobs);
        var judgements = new List<Judgement>();
        var leftOut = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var failed = 0;
        foreach (var (repeat, folds) in repeats.Index())
        {
            foreach (var fold in folds)
            {
                using var pipeline = Failure.Load(fold.Folder, stages);
                if (pipeline is null)
                    return Failure.BadModels;
                var types = new AskedTypes(labels, pipeline.Manifest.Stages[StageNames.Classifier].Labels!);
                var part = await evaluator.ClassifyAsync(pipeline, types, (repeat, fold.Number), c => fold.Clips.Contains(c.Path), cancellationToken);
                judgements.AddRange(part.Judgements);
                failed += part.Failed;
                foreach (var clip in request.Data.Clips.Where(c => c.TypeLabel.Length > 0 && fold.Clips.Contains(c.Path) && types.TruthOf(c) < 0))
                    (leftOut.TryGetValue(clip.TypeLabel, out var paths) ? paths : leftOut[clip.TypeLabel] = []).Add(clip.Path);
            }
        }

        if (judgements.Count == 0)
            throw new InvalidDataException("No clip with a type_label of the classifier's could be judged.");

        var report = ClassificationReport.Of(
            judgements,
            labels,
            FoldRepeats.Protocol(request.Folds is null ? null : repeats) + (asked.Count == 0 ? "" : $"; among {string.Join(", ", labels)} only"),
            leftOut.OrderBy(l => l.Key, StringComparer.Ordinal).ToDictionary(l => l.Key, l => l.Value.Count));
        ClassificationTables.Print(report);
        await request.WriteAsync(report, cancellationToken);
        if (request.Scores is { } table)
            TypeScoreTable.Write(table.FullName, judgements, labels);
        return failed == 0 ? 0 : Failure.BadInput;
    }

    /// <summary>The types of all bundles, in the order of the first that knows each; null, after a line on standard error, where one tells none.</summary>
    private static List<string>? KnownTypes(IReadOnlyList<IReadOnlyList<FoldBundles.Fold>> repeats)
    {
        try
        {
            return [.. repeats.SelectMany(folds => folds).SelectMany(fold => ModelBundle.ReadStage(fold.Folder, StageNames.Classifier).Labels!).Distinct()];
        }
        catch (ModelBundleException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }
}
