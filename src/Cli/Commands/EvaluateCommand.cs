using System.CommandLine;
using System.Text.Json;
using CryApi.Pipeline;

namespace CryApi.Cli;

/// <summary>
/// <c>cryapi evaluate DATASET</c>: figures through the code that serves. With <c>--folds</c> every clip is judged by the bundle that was
/// trained without its group, which is the figure to publish; with <c>--models</c> by one bundle, which may know the clips.
/// </summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var dataset = CommonOptions.Dataset();
        var manifest = new Option<FileInfo?>("--manifest") { Description = "Manifest, if it is not manifest.csv in the dataset's folder." };
        var stage = new Option<string>("--stage") { Description = "detection or classification.", DefaultValueFactory = _ => "detection" };
        stage.AcceptOnlyFromAmong("detection", "classification");
        var folds = new Option<DirectoryInfo?>("--folds") { Description = "Folder of fold bundles (fold-0, fold-1, …), each judging its own left-out clips." };
        var models = CommonOptions.Models();
        var report = new Option<FileInfo?>("--report") { Description = "JSON file for the figures." };
        var scores = new Option<FileInfo?>("--scores") { Description = "CSV file for every clip's probabilities." };
        var jobs = CommonOptions.Jobs();
        var command = new Command("evaluate", "Measures detection or classification on a labelled dataset.")
        {
            dataset, manifest, stage, folds, models, report, scores, jobs,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = Dataset.Read(arguments.GetRequiredValue(dataset), arguments.GetValue(manifest));
            var detection = arguments.GetRequiredValue(stage) == "detection";
            var bundles = arguments.GetValue(folds) is { } folder
                ? FoldBundles.Read(folder, data)
                : [new FoldBundles.Fold(0, arguments.GetRequiredValue(models).FullName, [.. data.Clips.Select(c => c.Path)])];
            var evaluator = new Evaluator(data, arguments.GetValue(jobs));
            var judgements = new List<Judgement>();
            IReadOnlyList<string> labels = DetectionReport.Labels;
            var failed = 0;
            foreach (var fold in bundles)
            {
                // A fold's bundle holds no detector, so it can't tell which part of a clip of more than 10 s to classify; a whole bundle can.
                var classification = arguments.GetValue(folds) is null ? StageNames.All : [StageNames.Classifier];
                using var pipeline = Failure.Load(fold.Folder, detection ? StageNames.Detection : classification);
                if (pipeline is null)
                    return Failure.BadModels;
                var part = detection
                    ? await evaluator.DetectAsync(pipeline, fold.Number, c => fold.Clips.Contains(c.Path), cancellationToken)
                    : await evaluator.ClassifyAsync(pipeline, fold.Number, c => fold.Clips.Contains(c.Path), cancellationToken);
                if (!detection)
                    labels = pipeline.Manifest.Stages[StageNames.Classifier].Labels!;
                judgements.AddRange(part.Judgements);
                failed += part.Failed;
            }

            if (judgements.Count == 0)
                throw new InvalidDataException(detection ? "No clip with the detect_label cry or not_cry could be judged." : "No clip with a type_label of the classifier's could be judged.");

            var protocol = arguments.GetValue(folds) is null
                ? "one bundle on all clips, which may include those it was trained on"
                : $"{bundles.Count}-fold by group, pooled; each clip judged by a bundle trained without its group";
            var result = detection ? DetectionReport.Of(judgements, protocol) : ClassificationReport.Of(judgements, labels, protocol);
            ReportTable.Print(result);
            if (arguments.GetValue(report) is { } file)
                await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(result, Json) + "\n", cancellationToken);
            if (arguments.GetValue(scores) is { } table)
                ScoreTable.Write(table.FullName, judgements, labels);
            return failed == 0 ? 0 : Failure.BadInput;
        });
        return command;
    }
}
