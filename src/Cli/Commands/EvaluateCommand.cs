using System.CommandLine;

namespace CryApi.Cli;

/// <summary>
/// <c>cryapi evaluate DATASET</c>: figures through the code that serves. With <c>--folds</c> every clip is judged by the bundle that was
/// trained without its group, which is the figure to publish; with <c>--models</c> by one bundle, which may know the clips.
/// </summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var dataset = CommonOptions.Dataset();
        var manifest = new Option<FileInfo?>("--manifest") { Description = "Manifest, if it is not manifest.csv in the dataset's folder." };
        var stage = new Option<string>("--stage") { Description = "detection, classification or events.", DefaultValueFactory = _ => "detection" };
        stage.AcceptOnlyFromAmong("detection", "classification", "events");
        var folds = new Option<DirectoryInfo?>("--folds")
        {
            Description = "Folder of fold bundles (fold-0, fold-1, …), each judging its own left-out clips (clips.csv, column path). What a fold was "
                + "trained on may stand in trained.csv (columns path, group, origin); else it is all other folds. For classification also of repeats "
                + "of that with other folds (repeat-0/fold-0, …).",
        };
        var models = CommonOptions.Models();
        var report = new Option<FileInfo?>("--report")
        {
            Description = "JSON file for the figures: those of one system, or of several { against, systems: [those of each], comparisons: [{ system, "
                + "against, differences }] }.",
        };
        var scores = new Option<FileInfo?>("--scores") { Description = "CSV file for every clip's probabilities, by each system." };
        var truth = new Option<FileInfo?>("--events") { Description = "The true events, if they are not in events.csv in the dataset's folder." };
        var types = new Option<string[]>("--labels")
        {
            Description = "For classification: the types to judge on, with commas between them; clips of others are left out and probabilities scaled "
                + "to a sum of 1 over these. Default: all that the bundles know.",
            CustomParser = result =>
                [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
        };
        types.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>() is not { Length: >= 2 })
                result.AddError("--labels must be two types or more.");
        });
        var events = new EventArguments();
        var jobs = CommonOptions.Jobs();
        var command = new Command("evaluate", "Measures detection, classification or events on a labelled dataset.")
        {
            dataset, manifest, stage, folds, models, report, scores, truth, types, jobs,
        };
        events.AddTo(command);
        var detection = new DetectionOptions();
        detection.AddTo(command, stage, models, folds);
        command.Validators.Add(result =>
        {
            if (result.GetResult(types) is { Implicit: false } && result.GetValue(stage) != "classification")
                result.AddError("--labels is for the stage classification only.");
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var request = new EvaluateRequest(
                Dataset.Read(arguments.GetRequiredValue(dataset), arguments.GetValue(manifest)),
                arguments.GetRequiredValue(models),
                arguments.GetValue(folds),
                arguments.GetValue(jobs),
                arguments.GetValue(report),
                arguments.GetValue(scores));
            return arguments.GetRequiredValue(stage) switch
            {
                "classification" => await EvaluateClassification.RunAsync(request, arguments.GetValue(types) ?? [], cancellationToken),
                "events" => await EvaluateEvents.RunAsync(request, arguments.GetValue(truth), events.Read(arguments), cancellationToken),
                _ => await EvaluateDetection.RunAsync(request, detection.Read(arguments), cancellationToken),
            };
        });
        return command;
    }
}
